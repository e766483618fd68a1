/**
 * Deterministic simulation of unmodified Java programs: all that a user must know.
 *
 * <p>A {@link dev.lasso.sim.Workload} is a program that can be told things; a {@link dev.lasso.sim.RunSpec} says what
 * to run and is all that a run depends on; {@link dev.lasso.sim.Simulation} runs it and answers an
 * {@link dev.lasso.sim.Outcome}. The packages below are for those who work on Lasso itself; none of them refers to this
 * one.
 */
@NullMarked
package dev.lasso.sim;

import org.jspecify.annotations.NullMarked;
