/** What a fault plan says, and what it refuses to say. */
@NullMarked
package dev.lasso.sim.fault;

import org.jspecify.annotations.NullMarked;
