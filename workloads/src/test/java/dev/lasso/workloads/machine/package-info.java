/** Crashes as a workload sees them: what ends, what is left, and which bugs of a program they show. */
@NullMarked
package dev.lasso.workloads.machine;

import org.jspecify.annotations.NullMarked;
