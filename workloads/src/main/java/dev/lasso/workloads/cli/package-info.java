/**
 * The command line: {@link dev.lasso.workloads.cli.Main} starts one of the commands, each a class of its own, and turns
 * what goes wrong into one line and an exit code. {@link dev.lasso.workloads.cli.RunFlags} is what they have in common.
 * {@link dev.lasso.workloads.cli.RunTrace} listens to the run that a command reports, and
 * {@link dev.lasso.workloads.cli.KeptRun} is what {@code --out} leaves of it.
 *
 * <p>
 * The streams of the JVM belong to the program under test: {@link dev.lasso.workloads.cli.ProgramStreams} gives it its
 * own for every run, and Lasso writes to {@link dev.lasso.workloads.cli.Console} alone, past {@code System.out}, whose
 * lock a task may hold. Starting is quick because a command loads nothing that it does not use.
 */
@NullMarked
package dev.lasso.workloads.cli;

import org.jspecify.annotations.NullMarked;
