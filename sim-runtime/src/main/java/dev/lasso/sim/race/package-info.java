/**
 * Data races: accesses of two threads to one variable that nothing orders. A {@link dev.lasso.sim.race.RaceDetector}
 * follows a run with vector clocks and finds them whether or not they did harm in it.
 *
 * <p><b>Promise.</b> A correctly synchronised program has none: whatever could order two accesses is taken to do so. And
 * the run is the same with a detector as without; it holds nothing that the program could see, draws no identity hash,
 * and passes no point.
 *
 * <p><b>What orders.</b> The start of a thread, and its end for who joins it or sees that it is not alive; monitors;
 * volatile fields, each for itself; the modes of a {@code VarHandle}, an updater and {@code sun.misc.Unsafe}, which order
 * by object; an interrupt; the initialisation of a class for who uses it later. The classes of
 * {@code java.util.concurrent} order as their code does: they too are woven, and each of their objects is one variable
 * that is written by whatever changes a field of it and read by whatever reads one. So two updates of one
 * {@code ConcurrentHashMap} may be taken to be ordered where its documentation promises nothing. A fence orders all, and
 * so does a call through a method handle. Two calls of one object of the JDK that may have a monitor of its own (all but
 * those of {@code java.lang} and {@code java.util}) are ordered. To park and to unpark orders nothing.
 *
 * <p><b>What is looked at.</b> Plain fields and array elements of the program's own classes, in its own code. Not seen:
 * what the JDK does on its behalf ({@code System.arraycopy}, {@code Arrays}, the inside of an {@code ArrayList} or a
 * {@code HashMap}), plain accesses through handles, {@code Unsafe} and reflection, static initialisers, array
 * initialisers, and methods so large that there is no room for hooks.
 */
@NullMarked
package dev.lasso.sim.race;

import org.jspecify.annotations.NullMarked;
