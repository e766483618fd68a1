/**
 * The byte-code weaver: which calls of the program and of the JDK lead to the hooks instead, and the transformers that
 * make it so. This package alone knows byte code; it runs nothing and decides nothing at run time.
 *
 * <p>Start at {@link dev.lasso.sim.weave.Redirects} for what is redirected to what, at
 * {@link dev.lasso.sim.weave.JdkSelection} and {@link dev.lasso.sim.weave.JdkSpecials} for what is done to the JDK. The
 * two doors are {@link dev.lasso.sim.weave.ProgramWeaver} and {@link dev.lasso.sim.weave.JdkWeaver}.
 *
 * <p><b>Invariant.</b> In a task, every place where a thread can block, see another thread's doing, read a clock or
 * draw a random number calls a hook first; on any other thread, woven code behaves as if it were not woven.
 *
 * <p><b>Argument.</b> A task and another thread differ in one thing only: which monitors count. So where monitors are
 * replaced there are two bodies, and the choice between them is made once, on entry: a thread does not become a task,
 * or cease to be one, inside a method. All other edits either add a call that leaves stack and locals as they were, or
 * call a hook that does what the JDK would have done if the caller is no task. Each edit sees the original instructions
 * alone, never what another has added, so that their order decides nothing but the order of the added calls.
 *
 * <p><b>What a JIT needs.</b> HotSpot compiles only methods whose monitors it can pair on every path; see
 * {@link dev.lasso.sim.weave.Monitors}, {@link dev.lasso.sim.weave.TwoBodies}. It compiles none above 8,000 bytes
 * unless it runs with {@code -XX:-DontCompileHugeMethods}.
 *
 * <p><b>Sources.</b> The Java Virtual Machine Specification, 2.11.10 (structured locking), 4.10.1 (verification by type
 * checking), 6.5; {@code java.lang.classfile}, JEP 484.
 */
@NullMarked
package dev.lasso.sim.weave;

import org.jspecify.annotations.NullMarked;
