/**
 * The simulated disk: a file system in memory beneath the JDK's own file classes. {@link dev.lasso.sim.disk.RunFiles} is
 * the place to start.
 *
 * <p>The cut is where the JDK calls native code. Above it paths, attribute views, channels, streams, locks and copies are
 * those of the JDK, unmodified; below it {@code SimulatedPaths}, {@code SimulatedChannels} and {@code SimulatedStreams}
 * answer as Linux would, each for the classes of one package of the JDK. What they have in common is a
 * {@code Disk} with its {@code Node}s, and the {@code Descriptors} of what is open. A program that runs on it may read
 * the JDK and the class path ({@code HostPaths}); it writes nothing there.
 *
 * <p>A disk that may lose its power keeps a {@code Journal} of the {@code Change}s that are not certain yet: bytes, sizes
 * and names. {@code CrashStates} finds or draws the states in which the loss may leave it, which are the subsets that
 * the {@link dev.lasso.sim.fault.CrashPlan.Order} of the disk allows.
 */
@NullMarked
package dev.lasso.sim.disk;

import org.jspecify.annotations.NullMarked;
