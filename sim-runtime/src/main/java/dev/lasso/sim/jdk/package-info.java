/**
 * The only code that touches private parts of the JDK: continuations, the state behind identity hashes, static state
 * that programs can observe, fields of any object. Two classes of it, {@code java.lang.TaskThreads} and
 * {@code java.lang.TaskFrames}, are defined into java.base by the agent, since the parts they need are private to that
 * package.
 *
 * <p>What is not as expected here is said at once, by an exception that names it: on an unknown JDK Lasso refuses
 * rather than guesses.
 */
@NullMarked
package dev.lasso.sim.jdk;

import org.jspecify.annotations.NullMarked;
