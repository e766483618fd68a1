package dev.lasso.sim.hooks;

/**
 * What woven code asks of the simulation. The one implementation decides for every call whether the caller is a
 * simulated task, which gets the simulated meaning, or an ordinary thread, which gets what the JDK would have done.
 *
 * <p>Parameters are declared as {@code Object} where the JDK type is not exported, so that this interface compiles
 * against the public JDK alone.
 */
public interface Door {

  /** Whether the calling thread is a task of the run in progress. */
  boolean inTask();

  // Points -----------------------------------------------------------------------------------------------------------

  /**
   * A synchronisation operation of the program is about to happen.
   *
   * @param target the object it acts on; null for a static field
   * @param operation the kind in the low byte (see {@code Operation}), a hash of the member's name above it
   */
  void point(Object target, int operation);

  /** A plain field or array element is about to be accessed; counts only in runs that explore such points. */
  void accessPoint(Object target, int operation);

  /** A call is about to be made that acts on files; as {@link #point} otherwise. */
  void filePoint(Object target, int operation);

  /** A backward branch of the program is about to be taken. */
  void backEdge();

  // Monitors ---------------------------------------------------------------------------------------------------------

  /** Enters the simulated monitor of {@code monitor}; the caller is a task. */
  void monitorEnter(Object monitor);

  /** Leaves the simulated monitor of {@code monitor}; the caller is a task. */
  void monitorExit(Object monitor);

  /** Enters the simulated monitor that shadows a real one the JDK takes next. No point; nothing for real threads. */
  void shadowEnter(Object monitor);

  /** Leaves the shadow after the JDK has left the real monitor. */
  void shadowExit(Object monitor);

  /** {@link Object#wait(long)}, or {@link Object#wait()} where {@code millis} is 0. */
  void await(Object monitor, long millis) throws InterruptedException;

  /** {@link Object#wait(long, int)}. */
  void await(Object monitor, long millis, int nanos) throws InterruptedException;

  /** {@link Object#notify()}. */
  void signal(Object monitor);

  /** {@link Object#notifyAll()}. */
  void signalAll(Object monitor);

  /** {@link Thread#holdsLock(Object)}. */
  boolean holdsLock(Object monitor);

  // Parking and conditions -------------------------------------------------------------------------------------------

  /** {@code jdk.internal.misc.Unsafe.park}; {@code time} in nanoseconds, or epoch milliseconds if absolute. */
  void park(Object unsafe, boolean absolute, long time);

  /** {@code jdk.internal.misc.Unsafe.unpark}. */
  void unpark(Object unsafe, Object thread);

  /** A thread begins to wait on a {@code java.util.concurrent} condition. */
  void conditionAwaited(Object condition);

  /** One waiter of a {@code java.util.concurrent} condition has been signalled. */
  void conditionSignalled(Object condition);

  // Threads ----------------------------------------------------------------------------------------------------------

  /** {@code Thread.start0}. */
  void start(Thread thread);

  /** The calling thread enters {@code thread.run()}; whether there is nothing left for it to run. */
  boolean carry(Thread thread);

  /** The calling thread enters {@code thread.exit()}; whether that was done before, or is not to be done. */
  boolean hasExited(Thread thread);

  /** What {@code Thread.currentCarrierThread()} answers in place of {@code real}. */
  Thread carrierThread(Thread real);

  /** What {@code thread.threadState()} answers; null for what it would answer anyway. */
  Thread.State state(Thread thread);

  /** Whether {@code thread.asyncGetStackTrace()} shows nothing. */
  boolean hidesFrames(Thread thread);

  /** What {@code Thread.dumpThreads} answers in place of {@code real}. */
  StackTraceElement[][] stackTraces(StackTraceElement[][] real);

  /** {@code Thread.interrupt0}. */
  void interrupt(Thread thread);

  /** {@code Thread.yield0}. */
  void yield();

  /** {@link Thread#onSpinWait()}. */
  void onSpinWait();

  /** {@link Thread#onSpinWait()} of the JDK itself. */
  void onSpinWaitOfJdk();

  /** {@code Thread.sleepNanos0}. */
  void sleep(long nanos) throws InterruptedException;

  /** Joins {@code thread} if it is a task; false where the JDK must do it. {@code millis} 0 waits for ever. */
  boolean join(Thread thread, long millis) throws InterruptedException;

  /** The field {@code Thread.eetop}: not 0 while the thread is alive. */
  long nativeThread(Thread thread);

  /** The field {@code Thread.tid}. */
  long threadId(Thread thread);

  /** Every living thread: the JVM's, or to a task those of its run. */
  Thread[] threads(Thread[] real);

  /** Whether virtual threads may be continuations: false for tasks, whose virtual threads become tasks. */
  boolean virtualThreadsAreContinuations();

  // Clock ------------------------------------------------------------------------------------------------------------

  /** {@link System#nanoTime()} of the program: reading it costs a tick. */
  long nanoTime();

  /** {@link System#currentTimeMillis()} of the program: reading it costs a tick. */
  long currentTimeMillis();

  /** {@link System#nanoTime()} of the JDK itself: reading it costs nothing. */
  long nanoTimeOfJdk();

  /** {@link System#currentTimeMillis()} of the JDK itself: reading it costs nothing. */
  long currentTimeMillisOfJdk();

  /** {@code jdk.internal.misc.VM.getNanoTimeAdjustment}. */
  long nanoTimeAdjustment(long offsetSeconds);

  // Other inputs -----------------------------------------------------------------------------------------------------

  /** {@link Runtime#availableProcessors()}. */
  int availableProcessors(Runtime runtime);

  /** {@link Math#random()}. */
  double random();

  /** What {@code Random.seedUniquifier} answered, or the run's own value. */
  long seedUniquifier(long real);

  /** Fills {@code bytes} as {@link java.security.SecureRandom#nextBytes} would; false where the JDK must do it. */
  boolean randomBytes(byte[] bytes);

  /** The common pool: the JDK's own, or the run's. */
  Object commonPool(Object real);

  /** A weak or soft referent was made: a run keeps it alive, so that the collector is no input. */
  void keep(Object referent);

  /** {@code ReferenceQueue.poll}: true where it must answer null. */
  boolean referenceQueueIsEmpty();

  /** {@code ReferenceQueue.remove}: waits in virtual time; false where the JDK must do it. */
  boolean awaitReference(long millis) throws InterruptedException;

  /** The program may be about to change the system properties. */
  void keepProperties();

  // Faults -----------------------------------------------------------------------------------------------------------

  /**
   * The program is about to make an object or an array; called in runs that plan for this to fail.
   *
   * @param site {@code Class.method:line}
   * @throws OutOfMemoryError if it fails
   */
  void allocation(String site);

  /**
   * The program is about to read a field; called in runs that are compared with themselves.
   *
   * @param name of the field; {@code *} where it may be any
   */
  void fieldRead(String name);

  /**
   * The program is about to make something through which a field can be read later, told to nobody; called likewise.
   *
   * @param name of the field; {@code *} where it may be any
   */
  void fieldNamed(String name);

  /** The JDK is about to act on other memory than the heap. */
  void actsOutside();

  /** The JDK is about to act on a file. */
  void actsOnFiles();

  // Races ------------------------------------------------------------------------------------------------------------

  /** A part of what {@link #volatileAccess} does: it comes after what was written before. */
  int READS = 1;

  /** The other part: it comes before what reads it later. */
  int WRITES = 2;

  /** In place of a field's name: whether threads were interrupted. */
  String INTERRUPTS = "interrupts";

  /** In place of a field's name: a fence. */
  String FENCE = "fence";

  /**
   * A plain field is about to be accessed; called in runs that are looked at for races.
   *
   * @param target null where the access is about to fail
   * @param field its name, with that of its class
   * @param place {@code Class.method:line}
   */
  void fieldAccess(Object target, String field, String place, boolean writes);

  /** A plain static field is about to be accessed; likewise. */
  void staticAccess(String field, String place, boolean writes);

  /** An element of an array is about to be accessed, if there is an array and it has one; likewise. */
  void elementAccess(Object array, int index, String place, boolean writes);

  /**
   * The program or the JDK is about to do what orders accesses as those to a volatile field do; likewise.
   *
   * @param target null for what belongs to no object
   * @param field its name; null for any field of the object
   * @param how {@link #READS}, {@link #WRITES} or both
   */
  void volatileAccess(Object target, String field, int how);

  // Regions ----------------------------------------------------------------------------------------------------------

  /** Initialisation begins: one-time work that must not move the schedule. */
  void enterQuiet();

  /** The end of {@link #enterQuiet()}. */
  void exitQuiet();

  /** Class loading or linking begins: one-time work too, which a run finds done where its classes served before. */
  void enterLoading();

  /** The end of {@link #enterLoading()}. */
  void exitLoading();

  /** A synchronized method of the JDK that could not be rewoven begins: its real monitor is held. */
  void enterPinned(Object monitor);

  /** The end of {@link #enterPinned(Object)}. */
  void exitPinned(Object monitor);

  // Statics ----------------------------------------------------------------------------------------------------------

  /** A static initialiser begins that can run again: it must not wait, as none can that the JVM has called. */
  void enterInitialiser();

  /** The end of {@link #enterInitialiser()}. */
  void exitInitialiser();

  /** What the JVM remembers of an error that has ended an initialiser on the calling thread. */
  Throwable failure(Throwable error);

  /** What the use of a class throws whose initialiser ends in an error. */
  Throwable failed(Throwable error);

  /** What a later use of that class throws. */
  Throwable unusable(String className, Throwable failure);

  /** The program is about to do {@code what}, which only fresh classes stand: the run is to be done again with them. */
  void exposesStatics(String what);

  /** Reflection has given the program {@code found}: a class, a member or an array of members. */
  void reflected(Object found);

  // The edge of the simulation ---------------------------------------------------------------------------------------

  /** The program is about to do {@code what}, which is not simulated: ends the run if the caller is a task. */
  void unsimulated(String what);

  /** {@link Runtime#exit(int)} and {@link Runtime#halt(int)}; returns only where the JDK must do it. */
  void exit(int status);

  /** {@link Runtime#addShutdownHook(Thread)}; false where the JDK must do it. */
  boolean addShutdownHook(Thread hook);

  /** {@link Runtime#removeShutdownHook(Thread)}: 1 removed, 0 unknown, -1 where the JDK must do it. */
  int removeShutdownHook(Thread hook);
}
