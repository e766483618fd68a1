package dev.lasso.sim.sched;

import dev.lasso.sim.choice.Choices;
import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.jdk.IdentityHashes;
import dev.lasso.sim.trace.DecisionKind;
import dev.lasso.sim.trace.DecisionLog;
import dev.lasso.sim.trace.TraceEvent.Cause;
import dev.lasso.sim.trace.TraceHash;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, on a {@link Carrier}; its loop stands on the thread that calls {@link #run}.
 *
 * <p><b>Invariant.</b> Between two points of a task nothing else runs, and all that decides who runs next is the state
 * of this class, the strategy and its seed. So a run is a function of its description: no lock is taken, no clock is
 * read, nothing depends on an address.
 *
 * <p><b>The hot path</b> is {@link #point}: it counts the step, mixes the operation into the trace hash and compares
 * with the step at which the strategy wants to be asked again. Time needs no work of its own: it is the number of steps
 * plus what was skipped. Timers are looked at only where a task is chosen, since none can fire in between.
 *
 * <p><b>Giving way.</b> The task that stops chooses its successor itself and gives way only if that is another one; the
 * loop in {@link #run} then resumes the one chosen. A task whose stack cannot be suspended (a static initialiser, a
 * native frame) goes on if it was merely preempted; if it has to wait the run is aborted and says where.
 */
public final class Scheduler {

  /** The deadline of a wait without one. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Back-edges of a loop after which it is given a point. */
  static final int ROUNDS_PER_POINT = 10_000;

  /** What such a point costs beside its tick: a nanosecond a round. */
  private static final long LOOP_NANOS = ROUNDS_PER_POINT - VirtualClock.TICK;

  /**
   * How far a timer may fire ahead of tasks that could run: a processor that is slow by so much is ordinary, one that
   * is slow by a whole sleep is not.
   */
  private static final long SLACK = 10_000_000;

  /**
   * How long, by the ticks that it would have cost, every enabled task runs at one instant of the fair suffix until time
   * moves by as much. So a task is as fast as it was when points cost time; but what is done sooner takes no time, and
   * waits of the same length stay in step for ever.
   */
  private static final long INSTANT = 1_000_000;

  /** The virtual time of the first look at a run. */
  private static final long FIRST_LOOK = 1_000_000;

  private final RunQueue queue = new RunQueue(this::steps);
  private final Timers timers = new Timers();
  private final VirtualClock clock = new VirtualClock();
  private final Tasks tasks = new Tasks();
  private final Tracing tracing = new Tracing(this);
  private final Effects effects = new Effects(this);
  private final Choices choices;
  private Consumer<Task> onEnd = task -> {};
  private Supplier<@Nullable Ending> watch = () -> null;
  private Supplier<@Nullable Ending> instants = () -> null;
  private Carrier carrier;

  /** The thread of {@link #current} while it runs; no other thread's {@link Thread#currentThread()} equals it. */
  private @Nullable Thread running;

  /** The task on the carrier, and the one to come; set before the first point of a run. */
  private Task current;

  private @Nullable Task next;

  /** The task that has given way for a look at the run, and to nobody. */
  private @Nullable Task lookedAt;

  private @Nullable Ending ending;
  private volatile Ending.@Nullable Aborted outsideAbort;
  private volatile Ending.@Nullable Aborted missedWakeUp;
  private volatile boolean active;
  private long steps;

  /** The step at which the strategy is asked again, and the one from which on {@link #point} has more to do. */
  private long dueAt;

  private long preemptAt;
  private long stepLimit;
  private long stopAt;
  private long timeLimit;
  private long hash;
  private long switches;
  private long earlierProgress;
  private int rounds;
  private int quietRounds;
  private long spunAtStep;
  private long nextLook;
  private int spins;

  /** Whether the fair suffix has begun. */
  private boolean fair;

  /** What was worked in loops, beside points, and what had been worked in all when time moved last. */
  private long loopNanos;

  private long workedBefore;

  /** The scheduler of this JVM's runs, of which there is one at a time. */
  @SuppressWarnings("NullAway.Init")
  public Scheduler(Choices choices) {
    this.choices = choices;
  }

  /** Sets who is told of every task that has ended, on that task. */
  public void onEnd(Consumer<Task> listener) {
    onEnd = listener;
  }

  /**
   * Sets who is asked whether a run is lost although tasks go on. It is asked between two tasks, each time the virtual
   * time has doubled: so a long run is looked at a few dozen times, and a lost one ends within twice the time it took.
   */
  public void watch(Supplier<@Nullable Ending> judge) {
    watch = judge;
  }

  /**
   * Sets who is asked at the end of every instant of the fair suffix, when no task is on the carrier and time is about
   * to move: there the run can be compared with itself.
   */
  public void watchInstants(Supplier<@Nullable Ending> judge) {
    instants = judge;
  }

  // A run ------------------------------------------------------------------------------------------------------------

  /** Runs {@code root} and all it starts to an end, on the calling thread. The choices have begun. */
  public Ending run(Thread root, Carrier runCarrier, IdentityHashes identityHashes, Origins origins, Limits limits) {
    carrier = runCarrier;
    begin(origins, limits);
    identityHashes.stop();
    try {
      loop(root);
    } finally {
      identityHashes.restart();
    }
    carrier.end(tasks.all());
    tasks.end();
    active = false;
    return Objects.requireNonNull(ending);
  }

  private void loop(Thread root) {
    active = true;
    next = start(root);
    while (ending == null) {
      Task chosen = next == null ? nextInstant() : next;
      if (chosen != null) {
        resume(chosen);
      }
      if (choices.hasDiverged()) {
        ending = new Ending.Diverged();
      }
      if (outsideAbort != null) {
        ending = outsideAbort;
      }
      if (ending == null && now() >= nextLook) {
        nextLook = VirtualClock.after(now(), now());
        ending = watch.get();
      }
    }
  }

  private void begin(Origins origins, Limits limits) {
    queue.clear();
    timers.clear();
    clock.begin(origins);
    tasks.begin();
    ending = null;
    outsideAbort = null;
    missedWakeUp = null;
    earlierProgress = progress() + 1;
    steps = 0;
    rounds = 0;
    spunAtStep = -1;
    nextLook = FIRST_LOOK;
    lookedAt = null;
    fair = false;
    loopNanos = 0;
    switches = 0;
    hash = TraceHash.START;
    stopAt = limits.stopAt();
    stepLimit = Math.min(Math.min(limits.steps(), stopAt), DecisionLog.MAX_STEP);
    timeLimit = VirtualClock.toNanos(limits.virtualTime());
    effects.begin();
    drawDistance(0);
    tracing.begin();
  }

  private void resume(Task task) {
    current = task;
    running = task.thread();
    if (task != lookedAt) {
      switches++;
      hash = TraceHash.mix(TraceHash.mix(hash, task.id()), now());
      tracing.resumes(task, queue.size());
    }
    int distance = choices.resumed(steps, task.id());
    if (distance != 0) {
      setDue(Math.min(steps + distance, stepLimit));
    }
    carrier.resume(task);
    running = null;
  }

  // Points -----------------------------------------------------------------------------------------------------------

  /** Whether the calling thread is the running task. */
  public boolean isRunning(Thread thread) {
    return thread == running;
  }

  /** The running task; there is one when {@link #isRunning} says so. */
  public Task current() {
    return current;
  }

  /** The running task is about to perform an operation; others may go first. */
  public void point(@Nullable Object operand, int operation) {
    Task task = current;
    if (task.quiet != 0) {
      return;
    }
    steps++;
    hash = TraceHash.mix(hash, operation);
    if (steps >= preemptAt) {
      task.operand = operand;
      task.operation = operation;
      preempt(task);
    }
  }

  /** A loop of the program goes round once more. */
  public void backEdge() {
    if (++rounds >= ROUNDS_PER_POINT) {
      rounds = 0;
      if (current.quiet == 0) {
        loop();
      }
    }
  }

  private void loop() {
    if (fair) {
      loopNanos += LOOP_NANOS;
    } else {
      clock.skip(LOOP_NANOS);
    }
    point(null, Operations.LOOP);
  }

  /**
   * A loop of the JDK spins. Its spins are few, and depend on the number of processors; but where a timed wait has less
   * left than it would park for, it spins until the time has come, so time must pass for it.
   */
  public void spin() {
    if (steps != spunAtStep) {
      spunAtStep = steps;
      spins = 0;
    }
    if (++spins >= ROUNDS_PER_POINT && current.quiet == 0) {
      loop();
    }
  }

  /** The running task lets others go first. */
  public void yield() {
    if (current.quiet == 0) {
      setDue(steps + 1);
      point(null, Operations.YIELD);
    }
  }

  /** A run with a listener comes here at every point, and goes on from here where it would without. */
  private void preempt(Task task) {
    tracing.reaches(task);
    effects.reaches(task);
    if (steps >= dueAt) {
      decide(task);
    }
    tracing.performs(task);
    effects.performs(task);
  }

  private void decide(Task task) {
    if (ending != null) {
      leave(task);
    }
    if (outsideAbort != null) {
      end(task, outsideAbort);
    }
    if (steps >= stepLimit) {
      end(task, steps >= stopAt ? new Ending.Stopped(steps) : unlessMissed(new Ending.LimitReached(steps + " steps")));
    }
    drawDistance(task.id());
    fireTimers();
    letTimePass();
    if (fair && worked() - workedBefore >= INSTANT * queue.size()) {
      goOn(task, null);
    } else {
      goOn(task, queue.size() == 1 ? task : queue.get(choices.task(queue, task.queuePosition, steps, hash)));
    }
  }

  private long worked() {
    return steps * VirtualClock.TICK + loopNanos;
  }

  /**
   * Gives way to the task that was chosen; to the loop, if none was because time moves next, or if it is the same one
   * and the run is to be looked at.
   */
  private void goOn(Task task, @Nullable Task chosen) {
    next = chosen;
    if (chosen != task) {
      tracing.givesWay(task);
      giveWay(task);
    } else if (now() >= nextLook) {
      lookedAt = task;
      giveWay(task);
      lookedAt = null;
    }
  }

  private void drawDistance(int task) {
    setDue(Math.min(steps + choices.distance(steps, task), stepLimit));
    if (!fair && choices.isFair()) {
      fair = true;
      clock.stopTicking(steps);
      workedBefore = worked();
      effects.suffixBegins();
    }
  }

  private void setDue(long step) {
    dueAt = step;
    preemptAt = tracing.isOn() ? 0 : step;
  }

  private void letTimePass() {
    if (!timers.isEmpty() && timers.first().deadline - now() <= SLACK && choices.letTimePass(steps, hash)) {
      skip(Math.max(0, timers.first().deadline - now()));
      fireTimers();
    }
  }

  // Waiting ----------------------------------------------------------------------------------------------------------

  /**
   * The running task waits until {@link #wake} or until virtual time {@code deadline}.
   *
   * @param object whose monitor or wait set it is, if it is one
   */
  public void block(WaitKind kind, @Nullable Object object, long deadline) {
    Task task = current;
    if (task.pinned != 0) {
      end(task, pinnedWait(task, "a synchronized method of the JDK that is not woven"));
    }
    task.timedOut = false;
    task.blockedSince = now();
    if (deadline <= task.blockedSince) {
      task.timedOut = true;
      this.yield();
      return;
    }
    queue.remove(task);
    if (deadline != NEVER) {
      effects.dependsOn("waits for time");
      timers.add(task, deadline);
    }
    task.waitKind = kind;
    task.waitObject = object;
    task.operation = kind.operation();
    task.operand = object == null ? task : object;
    task.status = kind.status(deadline != NEVER);
    tracing.blocked(task, deadline);
    effects.reaches(task);
    goOn(task, choose(-1));
    effects.performs(task);
    task.status = WaitKind.NONE.status(false);
    task.waitKind = WaitKind.NONE;
    task.waitObject = null;
  }

  /** Makes a waiting task enabled; its timer, if any, no longer matters. */
  public void wake(Task task, Cause cause) {
    timers.remove(task);
    enable(task);
    tracing.woken(task, cause);
    effects.wakes(task);
  }

  private void enable(Task task) {
    queue.add(task);
    if (choices.enabled(task.id())) {
      setDue(Math.min(dueAt, steps + 1));
    }
  }

  /** Takes back {@link #wake}: what the task waits for is gone again before it could run. */
  public void unwake(Task task) {
    tracing.overtaken(task);
    queue.remove(task);
  }

  private void fireTimers() {
    long now = now();
    while (!timers.isEmpty() && timers.first().deadline <= now) {
      Task task = timers.first();
      task.timedOut = true;
      wake(task, Cause.TIMER);
    }
  }

  /** Who runs next when the running task cannot; null if the run is over or its next instant is to be looked for. */
  private @Nullable Task choose(int position) {
    fireTimers();
    if (fair && queue.size() == 0 && !timers.isEmpty()) {
      return null;
    }
    while (queue.size() == 0 && ending == null) {
      passTime();
    }
    if (ending != null) {
      return null;
    }
    return queue.size() == 1 ? queue.get(0) : queue.get(choices.task(queue, position, steps, hash));
  }

  /** Lets time move in the fair suffix; who runs next, or null if the run is over. */
  private @Nullable Task nextInstant() {
    ending = instants.get();
    if (ending != null) {
      return null;
    }
    if (queue.size() == 0) {
      passTime();
    } else {
      skip(timers.isEmpty() ? INSTANT : Math.min(INSTANT, timers.first().deadline - now()));
    }
    workedBefore = worked();
    rounds = 0;
    return ending == null ? choose(-1) : null;
  }

  private void passTime() {
    if (timers.isEmpty()) {
      ending = unlessMissed(new Ending.NothingRunnable());
    } else if (timers.first().deadline > timeLimit) {
      ending = unlessMissed(new Ending.LimitReached("a virtual time of " + java.time.Duration.ofNanos(timeLimit)));
    } else {
      skip(timers.first().deadline - now());
      fireTimers();
    }
  }

  private void skip(long nanos) {
    clock.skip(nanos);
    tracing.skipped(nanos);
  }

  private void giveWay(Task task) {
    if (ending == null && carrier.giveWay(task)) {
      if (ending != null) {
        leave(task);
      }
      return;
    }
    if (ending != null) {
      leave(task);
    }
    if (!task.isEnabled()) {
      end(task, pinnedWait(task, task.pinnedBy()));
    }
  }

  private static Ending pinnedWait(Task task, String where) {
    return new Ending.Aborted("thread \"" + task.thread().getName() + "\" waits where it cannot be suspended: inside "
        + where, Thread.currentThread().getStackTrace());
  }

  // Tasks ------------------------------------------------------------------------------------------------------------

  /** Makes a task of a thread that was not started yet; it is part of the process that starts it. */
  public Task start(Thread thread) {
    Task task = tasks.add(thread, new Task.TaskBody(this), choices.program().nextLong());
    task.onMachine = running != null && current.onMachine;
    enable(task);
    tracing.started(task);
    effects.starts(task);
    return task;
  }

  /** Makes the first task of a process of the machine. */
  public Task startProcess(Thread thread) {
    Task task = start(thread);
    task.onMachine = true;
    return task;
  }

  /** The tasks of the machine that have not ended. */
  public List<Task> tasksOnMachine() {
    return tasks.all().stream().filter(task -> task.onMachine && !task.ended).toList();
  }

  /**
   * Ends tasks where they stand: none of them takes a step more, not even to unwind. If the running task is among them
   * this does not return.
   */
  public void abandon(List<Task> victims) {
    effects.dependsOn("crashes");
    for (Task task : victims) {
      timers.remove(task);
      queue.remove(task);
      tasks.abandoned(task);
      tracing.ended(task);
      hash = TraceHash.mix(hash, Operations.END);
    }
    victims.forEach(onEnd);
    if (victims.contains(current)) {
      next = choose(-1);
      leave(current);
    }
  }

  /** See {@link Carrier#carry}. */
  public boolean carry(Task task) {
    return active && carrier.carry(task);
  }

  /** The body of every task, called on its own stack. */
  @SuppressWarnings("DoNotCall") // this is what starts the thread
  void runBody(Task task) {
    effects.performs(task);
    try {
      task.thread().run();
    } catch (RunEnded over) {
      return;
    } catch (Throwable error) {
      Ending failed = Uncaught.handle(task, error);
      ending = ending == null ? failed : ending;
    }
    tasks.ended(task);
    tracing.ended(task);
    hash = TraceHash.mix(hash, Operations.END);
    queue.remove(task);
    onEnd.accept(task);
    if (ending == null) {
      ending = tasks.ending(this::start);
    }
    effects.ends(task);
    if (ending == null) {
      next = choose(-1);
    }
  }

  // Endings ----------------------------------------------------------------------------------------------------------

  /** Ends the run from the running task; does not return. */
  public void end(Ending how) {
    end(current, how);
  }

  private void end(Task task, Ending how) {
    if (ending == null) {
      ending = how;
    }
    leave(task);
  }

  /** The program asked the JVM to exit; shutdown hooks run first. Does not return. */
  public void exit(int status) {
    Task task = current;
    effects.touchesAll();
    ending = tasks.shutDown(status == 0 ? new Ending.Completed() : new Ending.Exited(task, status), this::start);
    if (ending == null) {
      block(WaitKind.PARK, null, NEVER);
    }
    leave(task);
  }

  /**
   * Ends the run from a thread that is no task, at the next switch.
   *
   * @param aborted why
   */
  public void abort(Ending.Aborted aborted) {
    outsideAbort = aborted;
  }

  /**
   * Notes a wake-up from a thread that is no task. The run goes on without; if it does not get to an end, that wake-up
   * may be what it wanted.
   *
   * @param aborted how the run ends then
   */
  public void missWakeUp(Ending.Aborted aborted) {
    missedWakeUp = aborted;
  }

  private Ending unlessMissed(Ending how) {
    Ending missed = missedWakeUp;
    return missed == null ? how : missed;
  }

  /** Leaves a task for good. */
  private void leave(Task task) {
    while (carrier.giveWay(task)) {
      // Resumed only by mistake: the loop has ended.
    }
    throw new RunEnded();
  }

  /** A synchronized method of the JDK begins whose real monitor nobody else may want while the task is away. */
  public void enterPinned() {
    current.quiet++;
    current.pinned++;
  }

  /** The end of {@link #enterPinned}. */
  public void exitPinned() {
    current.quiet--;
    current.pinned--;
  }

  /** A static initialiser begins that the program calls, not the JVM: it must not wait either. */
  public void enterInitialiser() {
    current.pinned++;
  }

  /** The end of {@link #enterInitialiser}. */
  public void exitInitialiser() {
    current.pinned--;
  }

  // Quiet regions ----------------------------------------------------------------------------------------------------

  /** One-time work of the JVM begins on the running task: no points. */
  public void enterQuiet() {
    Task task = current;
    if (task.quiet++ == 0) {
      quietRounds = rounds;
    }
  }

  /** The end of {@link #enterQuiet}. */
  public void exitQuiet() {
    Task task = current;
    if (--task.quiet == 0) {
      rounds = quietRounds;
    }
  }

  /** Class loading or linking begins on the running task, which in another run may be done already. */
  public void enterLoading() {
    enterQuiet();
    current.loading++;
  }

  /** The end of {@link #enterLoading}. */
  public void exitLoading() {
    current.loading--;
    exitQuiet();
  }

  /** Whether the running task loads or links a class. */
  public boolean isLoading() {
    return current.loading > 0;
  }

  // Faults -----------------------------------------------------------------------------------------------------------

  /** Whether what the running task does is its program's doing, and the same in every run of the seed. */
  public boolean mayFail() {
    return current.loading == 0 && ending == null;
  }

  /** Whether what the running task is about to do fails, to which the fault plan gives this probability. */
  public boolean fails(DecisionKind kind, double probability) {
    if (!choices.fault(kind, probability, steps, hash)) {
      return false;
    }
    hash = TraceHash.mix(hash, Operations.FAULT | kind.ordinal() << Byte.SIZE);
    return true;
  }

  /** Which of {@code bound} ways a fault takes. */
  public int draw(int bound) {
    int drawn = choices.states().nextInt(bound);
    finds(bound, drawn);
    return drawn;
  }

  /** The disk is found in one of {@code bound} states: that one, which was drawn. */
  public void finds(int bound, int state) {
    choices.state(bound, state, steps, hash);
    hash = TraceHash.mix(hash, Operations.FAULT | (long) state << Integer.SIZE);
  }

  // What others read -------------------------------------------------------------------------------------------------

  /** Virtual nanoseconds since the start. */
  public long now() {
    return clock.now(steps);
  }

  /** What {@link System#nanoTime()} answers now. */
  public long nanoTime() {
    return clock.nanoTime(now());
  }

  /** Nanoseconds since 1970 on the virtual wall clock. */
  public long epochNanos() {
    return clock.epochNanos(now());
  }

  /** Sets the clock on the wall, forward or back by so many nanoseconds; nothing else follows it. */
  public void setWallClock(long by) {
    clock.set(by);
  }

  /** The virtual time {@code nanos} from now; {@link #NEVER} if that is beyond a long. */
  public long deadlineAfter(long nanos) {
    return VirtualClock.after(now(), nanos);
  }

  /** Points passed. */
  public long steps() {
    return steps;
  }

  /**
   * What a thread beside the run may watch: it grows while the run gets on, and from run to run, so that two runs are
   * never taken for one that stands still because they were looked at where they had come as far as each other.
   */
  public long progress() {
    return earlierProgress + steps + switches;
  }

  /**
   * Tells by name all that decides, beside the tasks, how the run goes on from the end of an instant of its fair suffix.
   */
  public void readState(ObjLongConsumer<String> reader) {
    reader.accept("numbers drawn", choices.program().position());
    reader.accept("rounds of loops", rounds);
    reader.accept("spins at this step", steps == spunAtStep ? spins : 0);
    reader.accept("points until the next turn", dueAt - steps);
  }

  /** Tells by name all that decides how a task that gave way goes on, beside its frames and what it waits for. */
  public void readState(Task task, ObjLongConsumer<String> reader) {
    reader.accept("whether a thread can run", task.isEnabled() ? 1 : 0);
    reader.accept("what kind of wait a thread is in", task.waitKind.ordinal());
    reader.accept("time until a thread's deadline", task.hasTimer() ? task.deadline - now() : -1);
    reader.accept("place among equal deadlines", task.hasTimer() ? timers.before(task) : -1);
    reader.accept("a thread's permit and wake-up", task.flags());
  }

  /** Whether the fair suffix has begun: nothing is drawn any longer. */
  public boolean isFair() {
    return choices.isFair();
  }

  /** Whether a run is in progress. */
  public boolean isActive() {
    return active;
  }

  /** How often the carrier changed tasks. */
  public long switches() {
    return switches;
  }

  /** The trace hash so far. */
  public long hash() {
    return hash;
  }

  /** Whether the task belongs to the run in progress. */
  public boolean owns(Task task) {
    return tasks.own(task);
  }

  /** Every task of the run, in order of start. */
  public List<Task> tasks() {
    return tasks.all();
  }

  /** Who is told of what happens. */
  public Tracing tracing() {
    return tracing;
  }

  /** Who is told of what steps do. */
  public Effects effects() {
    return effects;
  }

  /** The running task is none for a while: what is done on its stack is no part of the run. */
  @Nullable
  Thread leaveRun() {
    Thread left = running;
    running = null;
    return left;
  }

  /** The end of {@link #leaveRun}. */
  void enterRun(@Nullable Thread left) {
    running = left;
  }

  /** The frames of a task that has given way, innermost first. */
  public StackTraceElement[] frames(Task task) {
    return carrier.frames(task);
  }

  /** Where decisions are made. */
  public Choices choices() {
    return choices;
  }

  /** Which of {@code bound} waiters is woken. */
  public int chooseWaiter(int bound) {
    if (bound == 1) {
      return 0;
    }
    int chosen = choices.waiter(bound, steps, hash);
    tracing.chose(DecisionKind.WAITER.label(), bound, chosen);
    return chosen;
  }

  /** Threads to start when the program is over. */
  public List<Thread> shutdownHooks() {
    return tasks.shutdownHooks();
  }
}
