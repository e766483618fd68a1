/**
 * What a program may meet that no test can arrange: a thread that cannot be started, an object for which there is no
 * memory, a disk that fails, a loss of power. A {@link dev.lasso.sim.fault.FaultPlan} says as data which of them a run suffers; the
 * {@link dev.lasso.sim.fault.FaultInjector} counts the sites that a run passes and throws where the plan says so;
 * {@link dev.lasso.sim.fault.FaultNames} lists what a plan can be told.
 *
 * <p><b>A site of a thread start</b> is every call that has the JVM make a thread for a task, however it comes about:
 * by the program, an executor, a timer, a pool of the JDK. It is named by the innermost frame of the program. A virtual
 * thread is one too, as it is on a JVM that has no continuations. The root thread and shutdown hooks are started by the
 * run, not by the program, and are no sites. A start that fails leaves everything as the JVM does: the thread stays NEW
 * and may be started again, and the JDK's own code undoes what it had prepared.
 *
 * <p><b>A site of an allocation</b> is an instruction {@code new}, {@code newarray}, {@code anewarray} or
 * {@code multianewarray} in a class file on the class path of the program, whoever wrote it: also those that compilers
 * add for enums, variable arguments and failed assertions. What the JDK allocates on behalf of the program is none:
 * boxes, joined strings, lambdas and method references, clones, reflection, nor is anything in classes that the program
 * makes while it runs. The error comes before the instruction has done anything, hence also before it initialises the
 * class.
 *
 * <p><b>A site of a file</b> is a call of the operating system that the JDK makes for the program on the disk of the run,
 * and that would do what it should: what fails by itself, reads nothing or writes nothing is none. It is named by the
 * innermost frame of the program, and has the path of its file, the first by order where a file has several names. What
 * the run may read of the machine is no site.
 *
 * <p><b>Initialisers count, loading does not.</b> A site in a static initialiser, or in what it calls, is passed at the
 * same place in every run of a seed. Class loading and linking are the work of whoever comes first, and in classes that
 * serve many runs are done once; what happens within them is never counted and never fails.
 *
 * <p><b>Limits.</b> A method that would outgrow the class file format has no allocation sites. Coverage tools' own
 * methods have none, so that a seed means the same under coverage.
 *
 * <p>Sites are no points: a plan that never fires leaves the trace of a run as it is. A fault that fires is a decision
 * of the log and an event of the trace hash.
 */
@NullMarked
package dev.lasso.sim.fault;

import org.jspecify.annotations.NullMarked;
