/**
 * Storage engines that others wrote, unmodified, as workloads: {@link dev.lasso.workloads.subjects.LevelDbWorkload},
 * {@link dev.lasso.workloads.subjects.MvStoreWorkload}, {@link dev.lasso.workloads.subjects.H2SqlWorkload}. Each checks
 * what its engine promises, so an alarm is a defect of the engine or of the simulation.
 */
@NullMarked
package dev.lasso.workloads.subjects;

import org.jspecify.annotations.NullMarked;
