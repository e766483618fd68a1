/**
 * What is proved of runs that go on: threads that can never go on beside threads that do, and, as controls, programs
 * that look like that and are correct.
 */
@NullMarked
package dev.lasso.workloads.live;

import org.jspecify.annotations.NullMarked;
