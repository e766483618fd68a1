/**
 * The known bugs: small programs with one defect each, most of them a few dozen lines, which some schedules reach and
 * others do not. {@link dev.lasso.workloads.bugs.KnownBugs} is the table. A search that cannot find them is not worth
 * running; a search that reports one of their correct twins is not worth reading. They are benchmarks as well, so they
 * print nothing and sleep never.
 *
 * <p>
 * A defect and its repair stand in one class, a few lines apart, chosen by a final field: what differs between a
 * program and its twin is then exactly the defect. Checks are written in the program, as a user would.
 */
@NullMarked
package dev.lasso.workloads.bugs;

import org.jspecify.annotations.NullMarked;
