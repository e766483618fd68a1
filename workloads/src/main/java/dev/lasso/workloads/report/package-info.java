/**
 * What is kept of one run beside its dump. For a person: {@link dev.lasso.workloads.report.Lanes} in a terminal,
 * {@link dev.lasso.workloads.report.RunReport} in a browser. For a program:
 * {@link dev.lasso.workloads.report.TraceFile} with every event, and
 * {@link dev.lasso.workloads.report.RunReport#chromeTrace} for Perfetto. All show what
 * {@link dev.lasso.sim.trace.TraceEvent}s tell, and know of no workload.
 *
 * <p>
 * JSON is written on Jackson's streams, as everywhere in this module; a trace file of any length takes no memory. The
 * formats are promises to their readers: {@link dev.lasso.workloads.report.EventJson} carries a version, and how texts
 * are escaped is part of it.
 */
@NullMarked
package dev.lasso.workloads.report;

import org.jspecify.annotations.NullMarked;
