/**
 * What a person reads of one run beside its dump: {@link dev.lasso.workloads.report.Lanes} in a terminal,
 * {@link dev.lasso.workloads.report.RunReport} in a browser. Both show what
 * {@link dev.lasso.sim.trace.TraceEvent}s tell, and know of no workload.
 */
@NullMarked
package dev.lasso.workloads.report;

import org.jspecify.annotations.NullMarked;
