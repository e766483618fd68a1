/** The connection of the engine under simulation: its services on many schedules, and without threads to be had. */
@NullMarked
package dev.lasso.workloads.connection;

import org.jspecify.annotations.NullMarked;
