/**
 * What the small programs have in common: {@link dev.lasso.workloads.program.Program} is one of them,
 * {@link dev.lasso.workloads.program.Crew} starts and joins its threads. Nothing here, and none of the programs, knows
 * Lasso: each has a {@code main} and runs as it is on a plain JVM.
 */
@NullMarked
package dev.lasso.workloads.program;

import org.jspecify.annotations.NullMarked;
