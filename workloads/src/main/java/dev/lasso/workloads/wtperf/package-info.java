/**
 * WiredTiger's benchmark wtperf as a workload: its options, its phases, its threads, on a
 * {@link dev.lasso.engine.connection.Connection}. Start at {@link dev.lasso.workloads.wtperf.WtperfRun}.
 */
@NullMarked
package dev.lasso.workloads.wtperf;

import org.jspecify.annotations.NullMarked;
