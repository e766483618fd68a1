/**
 * What the primitives mean: programs that each exercise one primitive and note what they observe, in terms that do not
 * depend on the schedule. Each runs on real threads and is compared with what the JDK documents; the same program, run
 * simulated, must observe the same. {@link dev.lasso.workloads.contract.ContractCase} finds and runs them,
 * {@link dev.lasso.workloads.contract.Actor} is how they start threads and wait until these block.
 *
 * <p>
 * A contract is a public method that takes {@link dev.lasso.workloads.contract.Observations}, on a class whose name ends
 * in {@code Contract}. It orders threads by their states, never by sleeping longer
 * than the other, and leaves no thread behind.
 */
@NullMarked
package dev.lasso.workloads.contract;

import org.jspecify.annotations.NullMarked;
