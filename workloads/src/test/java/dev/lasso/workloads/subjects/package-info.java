/**
 * Storage engines that others wrote, unmodified, as workloads: {@link dev.lasso.workloads.subjects.LevelDbWorkload},
 * {@link dev.lasso.workloads.subjects.MvStoreWorkload}, {@link dev.lasso.workloads.subjects.H2SqlWorkload}. Each checks
 * what its engine promises, so an alarm is a defect of the engine or of the simulation. A known defect is kept out of
 * the way of these by what they ask of the engine, said where they ask for it, and has a workload of its own that finds
 * it: {@link dev.lasso.workloads.subjects.ChunkDropWorkload}.
 */
@NullMarked
package dev.lasso.workloads.subjects;

import org.jspecify.annotations.NullMarked;
