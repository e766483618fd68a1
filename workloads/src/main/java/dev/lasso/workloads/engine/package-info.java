/**
 * Workloads on the storage engine. They bring what an OPTIONS file refers to by name, translate the command line's
 * options and quirks, and say in a dump what the engine says of itself.
 *
 * <p>Start at {@link dev.lasso.workloads.engine.PacedWrites}; {@link dev.lasso.workloads.engine.AsyncOpen} is the one
 * for faults. {@link dev.lasso.workloads.engine.CloseRace}, {@link dev.lasso.workloads.engine.WriteStall} and
 * {@link dev.lasso.workloads.engine.Reopen} are small enough to be run by the thousand; they draw their set-up from the
 * seed, and share {@code Clients}. {@link dev.lasso.workloads.engine.Listener}, {@link
 * dev.lasso.workloads.engine.CompactFiles}, {@link dev.lasso.workloads.engine.DisabledCompaction}, {@link
 * dev.lasso.workloads.engine.ReadOnlyCompaction} and {@link dev.lasso.workloads.engine.LogListing} are small programs
 * round one historical defect each, and {@link dev.lasso.workloads.engine.LimitedRate} is one without an engine round
 * it. {@link dev.lasso.workloads.engine.IngestAndCompact} ingests and compacts at once and checks what it reads. {@link
 * dev.lasso.workloads.engine.Wtperf} populates and uses a connection as WiredTiger's benchmark does. {@link
 * dev.lasso.workloads.engine.Mixed} does all that the engine can do, drawn, and checks every answer.
 */
@NullMarked
package dev.lasso.workloads.engine;

import org.jspecify.annotations.NullMarked;
