package dev.lasso.sim.sync;

import dev.lasso.sim.choice.RandomStream;
import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.fault.FaultInjector;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.sim.hooks.Door;
import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.WaitKind;
import java.lang.reflect.Array;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers woven code: a task gets what the primitives mean in a run, any other thread what the JDK would have done. A
 * thread is a task exactly if it is the one that the scheduler has running, since no other thread's
 * {@link Thread#currentThread()} is that object.
 */
public final class TaskDoor implements Door {

  private static final int PROCESSORS = 4;
  private static final int FIRST_THREAD_ID = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final String READS_CLOCK = "reads the clock";

  private final Scheduler scheduler;
  private final WaitCounts counts;
  private final Monitors monitors;
  private final Threads threads;
  private final RestartWatch restarts = new RestartWatch();
  private final Inputs inputs = new Inputs();
  private final Reads reads = new Reads();
  private final Boundary boundary;
  private final FaultInjector faults;
  private boolean accessPoints;
  private Runnable powerLoss = () -> {};
  private Runnable kill = () -> {};

  /** The door to the runs of {@code scheduler}. */
  public TaskDoor(Scheduler scheduler) {
    this.scheduler = scheduler;
    counts = new WaitCounts(scheduler);
    faults = new FaultInjector(scheduler);
    monitors = new Monitors(scheduler, counts, faults);
    threads = new Threads(scheduler, monitors, faults);
    boundary = new Boundary(scheduler);
    scheduler.onEnd(task -> monitors.signalAllUnheld(task.thread()));
  }

  /**
   * A run begins on the calling thread.
   *
   * @param fieldsArePoints whether plain field and array accesses are points
   * @param plan what fails
   */
  public void begin(long seed, boolean fieldsArePoints, FaultPlan plan) {
    accessPoints = fieldsArePoints;
    faults.begin(plan);
    boundary.begin();
    monitors.begin();
    counts.begin();
    inputs.begin(seed);
    reads.stop();
  }

  /** Sets what a loss of power does in the run that has begun, and what a kill; both to what the running task is on. */
  public void crashesBy(Runnable onPowerLoss, Runnable onKill) {
    powerLoss = onPowerLoss;
    kill = onKill;
  }

  /** The processes of tasks have ended: those hold no monitor any more, and nothing is left that was theirs. */
  public void processesEnd(Set<Task> tasks) {
    inputs.forgetCommonPool();
    monitors.forget(tasks);
  }

  /** The run is over and has been looked at: nothing of it is held any longer. */
  public void end() {
    monitors.begin();
    counts.begin();
    inputs.end();
  }

  /** What has shown that a program cannot use its classes again. */
  public RestartWatch restarts() {
    return restarts;
  }

  /** The monitors of the run in progress. */
  public Monitors monitors() {
    return monitors;
  }

  /** What fails in the run in progress. */
  public FaultInjector faults() {
    return faults;
  }

  /** How often each condition was waited on. */
  public WaitCounts waitCounts() {
    return counts;
  }

  private boolean outside() {
    return !scheduler.isRunning(Thread.currentThread());
  }

  private @Nullable Task taskOf(Object thread) {
    return TaskThreads.continuationOf((Thread) thread) instanceof Task task ? task : null;
  }

  @Override
  public boolean inTask() {
    return scheduler.isRunning(Thread.currentThread());
  }

  // Points -----------------------------------------------------------------------------------------------------------

  @Override
  public void point(@Nullable Object target, int operation) {
    if (scheduler.isRunning(Thread.currentThread())) {
      scheduler.point(target, operation);
    }
  }

  @Override
  public void filePoint(@Nullable Object target, int operation) {
    if (scheduler.isRunning(Thread.currentThread())) {
      scheduler.point(target, operation);
      Task task = scheduler.current();
      if (task.isOnMachine() && !task.isPinned()) {
        crash();
      }
    }
  }

  private void crash() {
    if (faults.losesPower()) {
      powerLoss.run();
    } else if (faults.isKilled()) {
      kill.run();
    }
  }

  @Override
  public void accessPoint(@Nullable Object target, int operation) {
    if (accessPoints && scheduler.isRunning(Thread.currentThread())) {
      scheduler.point(target, operation);
    }
  }

  @Override
  public void backEdge() {
    if (scheduler.isRunning(Thread.currentThread())) {
      scheduler.backEdge();
    }
  }

  /** The running task waits in the middle of a call, for so many nanoseconds, and cannot be interrupted. */
  public void pause(long nanos) {
    scheduler.point(null, Operations.DISK);
    scheduler.block(WaitKind.DISK, null, scheduler.deadlineAfter(nanos));
  }

  // Monitors ---------------------------------------------------------------------------------------------------------

  @Override
  public void monitorEnter(Object monitor) {
    monitors.enter(monitor);
  }

  @Override
  public void monitorExit(Object monitor) {
    monitors.exit(monitor);
  }

  @Override
  public void shadowEnter(Object monitor) {
    if (inTask() && monitor != null) {
      monitors.enterQuietly(monitor);
    }
  }

  @Override
  public void shadowExit(Object monitor) {
    if (inTask()) {
      monitors.exitQuietly(monitor);
    }
  }

  @Override
  public void await(Object monitor, long millis) throws InterruptedException {
    if (outside()) {
      monitor.wait(millis);
      return;
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    monitors.await(monitor, threads.deadline(millis));
  }

  @Override
  public void await(Object monitor, long millis, int nanos) throws InterruptedException {
    if (nanos < 0 || nanos >= NANOS_PER_MILLI) {
      throw new IllegalArgumentException("nanosecond timeout value out of range");
    }
    await(monitor, nanos > 0 && millis >= 0 && millis < Long.MAX_VALUE ? millis + 1 : millis);
  }

  @Override
  public void signal(Object monitor) {
    if (outside()) {
      monitor.notify();
    } else {
      monitors.signal(monitor);
    }
  }

  @Override
  public void signalAll(Object monitor) {
    if (outside()) {
      monitor.notifyAll();
    } else {
      monitors.signalAll(monitor);
    }
  }

  @Override
  public boolean holdsLock(Object monitor) {
    return outside() ? Thread.holdsLock(monitor) : monitors.isHeld(monitor);
  }

  // Parking and conditions -------------------------------------------------------------------------------------------

  @Override
  public void park(Object unsafe, boolean absolute, long time) {
    if (outside()) {
      RealJdk.park(absolute, time);
    } else if (scheduler.isLoading() && boundary.isPatient()) {
      RealJdk.park(false, Boundary.REAL_PARK_NANOS);
    } else {
      threads.park(absolute, time);
    }
  }

  @Override
  public void unpark(Object unsafe, @Nullable Object thread) {
    if (thread == null) {
      return;
    }
    Task task = taskOf(thread);
    if (task == null) {
      if (inTask() && !scheduler.isLoading()) {
        boundary.crossedOutwards((Thread) thread, "wakes");
      }
      RealJdk.unpark(thread);
    } else if (inTask()) {
      threads.unpark(task);
    } else {
      boundary.unparkedFromOutside(task);
    }
  }

  @Override
  public void conditionAwaited(Object condition) {
    if (inTask()) {
      counts.awaited(condition);
    }
  }

  @Override
  public void conditionSignalled(Object condition) {
    if (inTask()) {
      counts.signalled(condition);
      scheduler.tracing().signalled();
    }
  }

  // Threads ----------------------------------------------------------------------------------------------------------

  @Override
  public void start(Thread thread) {
    if (outside() || RealJdk.isOfTheJdk(thread)) {
      TaskThreads.start(thread);
    } else {
      faults.spawn();
      threads.start(thread);
    }
  }

  @Override
  public boolean carry(Thread thread) {
    Task task = taskOf(thread);
    return task != null && scheduler.carry(task);
  }

  /** The end of a task is that of its thread: what a JVM does when it has carried one must not be done once more. */
  @Override
  public boolean hasExited(Thread thread) {
    Task task = taskOf(thread);
    return task != null && (task.hasEnded() || outside());
  }

  /** A task is a platform thread to its program, and carries itself. */
  @Override
  public Thread carrierThread(Thread real) {
    return inTask() ? Thread.currentThread() : real;
  }

  @Override
  public Thread.@Nullable State state(Thread thread) {
    Task task = taskOf(thread);
    if (inTask() && task != scheduler.current()) {
      if (task == null) {
        scheduler.effects().touches(thread);
      } else {
        scheduler.effects().dependsOn("asks for the state of a thread");
      }
    }
    if (task != null && inTask() && task.hasEnded()) {
      scheduler.effects().seesEnd(task);
    }
    return task == null ? null : task.state();
  }

  /** Frames of other tasks are not shown on any carrier. */
  @Override
  public boolean hidesFrames(Thread thread) {
    return inTask() && taskOf(thread) != null;
  }

  @Override
  public StackTraceElement[][] stackTraces(StackTraceElement[][] real) {
    return outside() ? real : new StackTraceElement[real.length][];
  }

  @Override
  public void interrupt(Thread thread) {
    Task task = taskOf(thread);
    if (task == null) {
      if (inTask()) {
        boundary.crossedOutwards(thread, "interrupts");
      }
      TaskThreads.interrupt(thread);
    } else if (inTask()) {
      threads.interrupt(task);
    } else {
      boundary.interruptedFromOutside(task);
    }
  }

  @Override
  public void yield() {
    if (outside()) {
      TaskThreads.yield();
    } else {
      scheduler.yield();
    }
  }

  @Override
  public void onSpinWait() {
    if (outside()) {
      Thread.onSpinWait();
    } else {
      scheduler.yield();
    }
  }

  @Override
  public void onSpinWaitOfJdk() {
    if (outside()) {
      Thread.onSpinWait();
    } else {
      scheduler.spin();
    }
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    if (outside()) {
      TaskThreads.sleep(nanos);
    } else {
      threads.sleep(nanos);
    }
  }

  @Override
  public boolean join(Thread thread, long millis) throws InterruptedException {
    if (outside()) {
      return false;
    }
    Task task = taskOf(thread);
    if (task == null) {
      return false;
    }
    threads.join(task, millis);
    return true;
  }

  @Override
  public long nativeThread(Thread thread) {
    if (inTask()) {
      scheduler.effects().touches(thread);
    }
    Task task = taskOf(thread);
    if (task == null) {
      return TaskThreads.nativeThread(thread);
    }
    if (task.hasEnded() && inTask()) {
      scheduler.effects().seesEnd(task);
    }
    return task.hasEnded() ? 0 : 1;
  }

  @Override
  public long threadId(Thread thread) {
    Task task = taskOf(thread);
    return task == null ? TaskThreads.threadId(thread) : FIRST_THREAD_ID + task.id();
  }

  @Override
  public Thread[] threads(Thread[] real) {
    if (inTask()) {
      scheduler.effects().touchesAll();
    }
    return outside()
        ? real
        : scheduler.tasks().stream().filter(task -> !task.hasEnded()).map(Task::thread)
            .filter(thread -> !thread.isVirtual()).toArray(Thread[]::new);
  }

  @Override
  public boolean virtualThreadsAreContinuations() {
    return outside();
  }

  // Clock ------------------------------------------------------------------------------------------------------------

  @Override
  public long nanoTime() {
    if (outside()) {
      return System.nanoTime();
    }
    scheduler.point(null, Operations.CLOCK);
    return monotonicClock();
  }

  @Override
  public long currentTimeMillis() {
    if (outside()) {
      return System.currentTimeMillis();
    }
    scheduler.point(null, Operations.CLOCK);
    return wallClock() / NANOS_PER_MILLI;
  }

  @Override
  public long nanoTimeOfJdk() {
    return outside() ? System.nanoTime() : monotonicClock();
  }

  @Override
  public long currentTimeMillisOfJdk() {
    return outside() ? System.currentTimeMillis() : wallClock() / NANOS_PER_MILLI;
  }

  @Override
  public long nanoTimeAdjustment(long offsetSeconds) {
    return outside()
        ? RealJdk.nanoTimeAdjustment(offsetSeconds)
        : wallClock() - offsetSeconds * NANOS_PER_SECOND;
  }

  private long monotonicClock() {
    reads.addClock();
    scheduler.effects().dependsOn(READS_CLOCK);
    return scheduler.nanoTime();
  }

  private long wallClock() {
    reads.addWallClock();
    scheduler.effects().dependsOn(READS_CLOCK);
    scheduler.setWallClock(faults.clockJump());
    return scheduler.epochNanos();
  }

  // Other inputs -----------------------------------------------------------------------------------------------------

  @Override
  public int availableProcessors(Runtime runtime) {
    return outside() ? runtime.availableProcessors() : PROCESSORS;
  }

  @Override
  public double random() {
    return outside() ? Math.random() : drawn().nextDouble();
  }

  @Override
  public long seedUniquifier(long real) {
    return outside() ? real : drawn().nextLong();
  }

  private RandomStream drawn() {
    scheduler.effects().draws();
    return scheduler.choices().program();
  }

  @Override
  public boolean randomBytes(byte[] bytes) {
    if (outside()) {
      return false;
    }
    drawn().nextBytes(bytes);
    return true;
  }

  /** The common pool of the run in progress; null as long as nobody has asked for it. */
  public @Nullable Object startedCommonPool() {
    return inputs.startedCommonPool();
  }

  @Override
  public Object commonPool(Object real) {
    return outside() ? real : inputs.commonPool();
  }

  @Override
  public void keep(@Nullable Object referent) {
    if (referent != null && inTask()) {
      inputs.keep(referent);
    }
  }

  @Override
  public boolean referenceQueueIsEmpty() {
    return inTask();
  }

  @Override
  public boolean awaitReference(long millis) throws InterruptedException {
    if (outside()) {
      return false;
    }
    if (millis == 0) {
      threads.sleep(Scheduler.NEVER);
    }
    threads.sleep(Threads.millisToNanos(millis));
    return true;
  }

  // Faults -----------------------------------------------------------------------------------------------------------

  /** Which fields the run in progress has read. */
  public Reads reads() {
    return reads;
  }

  /** Whether the program of the run in progress may have changed the system properties. */
  public boolean ownsProperties() {
    return inputs.properties().areOwned();
  }

  @Override
  public void keepProperties() {
    if (inTask()) {
      inputs.properties().own();
      scheduler.effects().dependsOn("changes system properties");
    }
  }

  @Override
  public void actsOutside() {
    if (inTask()) {
      reads.addOutside();
      scheduler.effects().actsOutside();
    }
  }

  @Override
  public void actsOnFiles() {
    if (inTask()) {
      scheduler.effects().actsOutside();
    }
  }

  @Override
  public void fieldRead(String name) {
    if (inTask()) {
      reads.add(name);
    }
  }

  @Override
  public void fieldNamed(String name) {
    if (inTask()) {
      reads.addNamed(name);
    }
  }

  @Override
  public void allocation(String site) {
    if (inTask()) {
      faults.allocation(site);
    }
  }

  // Races ------------------------------------------------------------------------------------------------------------

  @Override
  public void fieldAccess(@Nullable Object target, String field, String place, boolean writes) {
    if (target != null && inTask()) {
      scheduler.effects().ordering().fieldAccess(target, field, place, writes);
    }
  }

  @Override
  public void staticAccess(String field, String place, boolean writes) {
    if (inTask()) {
      scheduler.effects().ordering().fieldAccess(null, field, place, writes);
    }
  }

  @Override
  public void elementAccess(@Nullable Object array, int index, String place, boolean writes) {
    if (array != null && index >= 0 && index < Array.getLength(array) && inTask()) {
      scheduler.effects().ordering().elementAccess(array, index, place, writes);
    }
  }

  @Override
  public void volatileAccess(@Nullable Object target, @Nullable String field, int how) {
    if ((target != null || field != null) && inTask()) {
      scheduler.effects().ordering().volatileAccess(target, field, (how & READS) != 0, (how & WRITES) != 0);
    }
  }

  // Regions ----------------------------------------------------------------------------------------------------------

  @Override
  public void enterQuiet() {
    if (inTask()) {
      scheduler.enterQuiet();
    }
  }

  @Override
  public void exitQuiet() {
    if (inTask()) {
      scheduler.exitQuiet();
    }
  }

  @Override
  public void enterLoading() {
    if (inTask()) {
      scheduler.enterLoading();
    }
  }

  @Override
  public void exitLoading() {
    if (inTask()) {
      scheduler.exitLoading();
    }
  }

  @Override
  public void enterPinned(Object monitor) {
    if (outside()) {
      return;
    }
    Task owner = monitors.owner(monitor);
    if (owner != null && owner != scheduler.current()) {
      boundary.heldElsewhere(monitor, owner);
    }
    scheduler.enterPinned();
    scheduler.effects().pins(monitor, true);
  }

  @Override
  public void exitPinned(Object monitor) {
    if (inTask()) {
      scheduler.effects().pins(monitor, false);
      scheduler.exitPinned();
    }
  }

  // Statics ----------------------------------------------------------------------------------------------------------

  @Override
  public void enterInitialiser() {
    if (inTask()) {
      scheduler.enterInitialiser();
    }
  }

  @Override
  public void exitInitialiser() {
    if (inTask()) {
      scheduler.exitInitialiser();
    }
  }

  @Override
  public Throwable failure(Throwable error) {
    return Initialisers.failure(error);
  }

  @Override
  public Throwable failed(Throwable error) {
    return Initialisers.failed(error);
  }

  @Override
  public Throwable unusable(String className, Throwable failure) {
    return Initialisers.unusable(className, failure);
  }

  @Override
  public void exposesStatics(String what) {
    restarts.refuse(what);
    if (inTask()) {
      scheduler.end(new Ending.Aborted(what + " needs fresh classes", Thread.currentThread().getStackTrace()));
    }
  }

  @Override
  public void reflected(@Nullable Object found) {
    if (found != null && restarts.isExposedBy(found)) {
      exposesStatics("reflection on " + found);
    }
  }

  // The edge of the simulation ---------------------------------------------------------------------------------------

  @Override
  public void unsimulated(String what) {
    if (inTask()) {
      boundary.unsimulated(what);
    }
  }

  @Override
  public void exit(int status) {
    if (inTask()) {
      scheduler.exit(status);
    }
  }

  @Override
  public boolean addShutdownHook(Thread hook) {
    if (outside()) {
      return false;
    }
    if (scheduler.shutdownHooks().contains(hook)) {
      throw new IllegalArgumentException("Hook previously registered");
    }
    scheduler.shutdownHooks().add(hook);
    return true;
  }

  @Override
  public int removeShutdownHook(Thread hook) {
    if (outside()) {
      return -1;
    }
    return scheduler.shutdownHooks().remove(hook) ? 1 : 0;
  }
}
