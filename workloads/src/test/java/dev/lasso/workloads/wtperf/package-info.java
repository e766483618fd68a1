/** wtperf's options, and runs of it. */
@NullMarked
package dev.lasso.workloads.wtperf;

import org.jspecify.annotations.NullMarked;
