/**
 * What a person reads of one run beside its dump, {@link dev.lasso.workloads.report.Lanes}: what
 * {@link dev.lasso.sim.trace.TraceEvent}s tell. Nothing here knows of a workload.
 */
@NullMarked
package dev.lasso.workloads.report;

import org.jspecify.annotations.NullMarked;
