package dev.lasso.sim.choice;

import dev.lasso.sim.explore.EnabledTasks;
import dev.lasso.sim.explore.FairSuffix;
import dev.lasso.sim.trace.DecisionKind;
import dev.lasso.sim.trace.DecisionLog;
import dev.lasso.sim.trace.Recording;
import org.jspecify.annotations.Nullable;

/**
 * The one door for every choice of a run. Each call names its kind, is answered by the strategy or by a stream of its
 * own, is written into the log, and, in a replay, is held against the recording. In the fair suffix there are none: who
 * goes on and who is woken follows from the state of the run, and nothing new fails.
 */
public final class Choices {

  private static final long SCHEDULE = RandomStream.nameHash("schedule");
  private static final long WAITER = RandomStream.nameHash("waiter");
  private static final long PROGRAM = RandomStream.nameHash("program");
  private static final long STATE = RandomStream.nameHash("fault.state");

  private final DecisionLog log = new DecisionLog();
  private final RandomStream schedule = new RandomStream(0, "schedule");
  private final RandomStream waiters = new RandomStream(0, "waiter");
  private final RandomStream program = new RandomStream(0, "program");
  private final RandomStream[] faults = new RandomStream[DecisionKind.count()];
  private final long[] faultNames = new long[DecisionKind.count()];
  private final RandomStream states = new RandomStream(0, "fault.state");
  private long seed;
  private FairSuffix strategy;
  private @Nullable Recording recording;

  /** Choices for runs under {@code strategy}. */
  public Choices(FairSuffix strategy) {
    this.strategy = strategy;
    for (int kind = 0; kind < faults.length; kind++) {
      String name = "fault." + DecisionKind.of(kind).label();
      faults[kind] = new RandomStream(0, name);
      faultNames[kind] = RandomStream.nameHash(name);
    }
  }

  /** A run begins. With a recording every decision is held against it. */
  public void begin(long runSeed, FairSuffix runStrategy, @Nullable Recording heldAgainst) {
    seed = runSeed;
    strategy = runStrategy;
    recording = heldAgainst;
    if (heldAgainst != null) {
      heldAgainst.begin();
    }
    diverged = false;
    log.clear();
    schedule.reset(seed, SCHEDULE);
    waiters.reset(seed, WAITER);
    program.reset(seed, PROGRAM);
    for (int kind = 0; kind < faults.length; kind++) {
      faults[kind].reset(seed, faultNames[kind]);
    }
    states.reset(seed, STATE);
    strategy.begin(schedule);
  }

  /** How many points the task numbered {@code running} may pass before {@link #task} is asked. */
  public int distance(long step, int running) {
    return strategy.distance(step, running);
  }

  /** Another task runs; how many points it may pass before {@link #task} is asked, 0 for as many as were left. */
  public int resumed(long step, int running) {
    return strategy.resumed(step, running);
  }

  /** A task was started or woken; whether {@link #task} is to be asked at the next point. */
  public boolean enabled(int task) {
    return strategy.enabled(task);
  }

  /** The position of the task that goes on; {@code running} is the one that could, or -1. */
  public int task(EnabledTasks enabled, int running, long step, long hash) {
    int position = strategy.next(enabled, running);
    return strategy.isFair() ? position : decided(step, DecisionKind.TASK, enabled.size(), position, hash);
  }

  /** Whether the fair suffix has begun: nothing is drawn any longer. */
  public boolean isFair() {
    return strategy.isFair();
  }

  /** The number of the task whose turn came last in the fair suffix. */
  public int lastTurn() {
    return strategy.lastTurn();
  }

  /** Which of {@code bound} waiters is woken; in the fair suffix the one that waits longest, the first. */
  public int waiter(int bound, long step, long hash) {
    return strategy.isFair() ? 0 : decided(step, DecisionKind.WAITER, bound, strategy.waiter(bound, waiters), hash);
  }

  /** Whether the next timer fires although tasks could run. */
  public boolean letTimePass(long step, long hash) {
    return !strategy.isFair() && decided(step, DecisionKind.TIME, 2, strategy.letTimePass() ? 1 : 0, hash) == 1;
  }

  /**
   * Whether something fails, to which the fault plan gives this probability; in the fair suffix nothing does. Only a
   * failure is written down: a log would else have an entry for every allocation, and where a replay does without a
   * failure, its next decision or its end differs.
   */
  public boolean fault(DecisionKind kind, double probability, long step, long hash) {
    if (strategy.isFair()) {
      return false;
    }
    boolean fails = probability == 1 || probability > 0 && faults[kind.ordinal()].nextDouble() < probability;
    return fails && decided(step, kind, 2, 1, hash) == 1;
  }

  /** In which of {@code bound} states a disk is found; {@code answer} was drawn. */
  public void state(int bound, int answer, long step, long hash) {
    decided(step, DecisionKind.STATE, bound, answer, hash);
  }

  private int decided(long step, DecisionKind kind, int bound, int answer, long hash) {
    log.add(step, kind, bound, answer, hash);
    if (recording != null) {
      diverged |= !recording.agrees(step, kind, bound, answer, hash);
    }
    return answer;
  }

  private boolean diverged;

  /** Whether the recording and this run have parted. */
  public boolean hasDiverged() {
    return diverged;
  }

  /** Random numbers for the program's own generators. */
  public RandomStream program() {
    return program;
  }

  /** Random numbers for the states in which disks are found. */
  public RandomStream states() {
    return states;
  }

  /** A stream of that name, for anything else that is drawn. */
  public RandomStream stream(String name) {
    return new RandomStream(seed, name);
  }

  /** What was decided so far. */
  public DecisionLog log() {
    return log;
  }
}
