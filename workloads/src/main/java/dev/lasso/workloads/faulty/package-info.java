/**
 * Programs that are right on every schedule as long as nothing fails, and whose error path has a defect: after a failed
 * thread start or allocation somebody waits for ever. {@link dev.lasso.workloads.faulty.FaultyPrograms} is the table.
 *
 * <p>
 * As with the known bugs, defect and repair stand in one class, chosen by a final field. A twin is not immune to the
 * fault: what is not its business, such as setting up, may still end the program with the error itself. It never hangs.
 */
@NullMarked
package dev.lasso.workloads.faulty;

import org.jspecify.annotations.NullMarked;
