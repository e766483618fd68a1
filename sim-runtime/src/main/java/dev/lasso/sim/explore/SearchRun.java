package dev.lasso.sim.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The run that an exhaustive search makes, as it goes on: which task has come to which operation, which state of the
 * stack the run is in, and what the step from it touches. As long as the run goes the way of the last one, all that is
 * known already; from there on it is recorded.
 */
final class SearchRun implements StepWatch {

  private static final int MOST_TASKS = Long.SIZE;

  private final SearchStack stack;
  private final Races races;
  private final boolean reduced;
  private final ObjectNumbers numbers = new ObjectNumbers();
  private final HeldMonitors held = new HeldMonitors();
  private final NextOperations next = new NextOperations(held);
  private final LibraryCalls calls = new LibraryCalls();
  private final StepRecord step = new StepRecord(held, next);

  /** How many steps each task has taken. */
  private final int[] steps = new int[MOST_TASKS];

  private int tasks;
  private boolean daemons;

  /** The states whose step is recorded as it is taken in this run, and those passed in it. */
  private int recorded;

  private int reached;

  /** The step that goes on, the task that takes it, and how many waiters it has chosen. */
  private @Nullable SearchState current;

  private int actor;
  private int waiters;

  /** Whether the run is one of the search, so far. */
  private boolean following;

  private boolean redundant;
  private String obstacle = "";

  /**
   * @param stack the states on the way of the last run
   * @param reduced whether one order is enough of those that differ only in steps that do not depend on each other
   */
  SearchRun(SearchStack stack, boolean reduced) {
    this.stack = stack;
    this.reduced = reduced;
    races = new Races(stack);
  }

  void begin() {
    numbers.clear();
    held.clear();
    races.begin();
    calls.begin();
    Arrays.fill(steps, 0);
    tasks = 0;
    next.begin();
    daemons = false;
    reached = 0;
    current = null;
    step.end();
    following = true;
    redundant = false;
  }

  /** The next run goes the way of this one to the last state on the stack. */
  void cut() {
    recorded = stack.size() - 1;
  }

  /** The run is over: the step that ended it is in a race with those of all who could have gone on. */
  void ended() {
    close();
    if (!following || reached == 0) {
      return;
    }
    if (stack.size() > reached) {
      lose("a schedule was ended while threads could go on");
    } else {
      SearchState last = stack.top();
      last.backtrack |= last.enabled & ~last.asleep.tasks();
    }
  }

  /** Whether the run is one of the search, so far. */
  boolean isFollowed() {
    return following;
  }

  /** Whether it has turned out, on its way, to differ from an earlier one in what makes no difference. */
  boolean isRedundant() {
    return redundant;
  }

  String obstacle() {
    return obstacle;
  }

  /** Who took the last step. */
  int actor() {
    return actor;
  }

  /** Which waiter the step wakes. */
  int waiter(int bound) {
    return current == null ? 0 : current.waiter(waiters++, bound);
  }

  /** Whether a task could take no step that changes anything before another lets it. */
  boolean isShutOut(int task) {
    return next.isShutOut(task);
  }

  /**
   * The state that the run is in; null if all that could come of it has been seen.
   *
   * @param able who could take a step
   * @param cameTo who came to it and could go on, or -1
   */
  @Nullable
  SearchState state(long able, int cameTo) {
    return reached < stack.size() || push(able, cameTo) ? stack.get(reached) : null;
  }

  /** A state that the search has not been in; false if all that could come of it has been seen. */
  private boolean push(long able, int cameTo) {
    SearchState before = reached == 0 ? null : stack.get(reached - 1);
    SearchState state = stack.push();
    int preemptions = before == null ? 0 : before.preemptions + (before.preempts(before.task) ? 1 : 0);
    state.reach(able, cameTo, preemptions, numbers.size());
    if (before != null && reduced) {
      state.asleep.addIndependent(before.asleep, before.task, before.step);
    }
    long awake = able & ~state.asleep.tasks();
    if (awake == 0) {
      stack.cutTo(reached);
      following = false;
      redundant = true;
      return false;
    }
    if (cameTo >= 0 && (awake & 1L << cameTo) != 0) {
      state.choose(cameTo);
    } else {
      long later = awake & -1L << actor & ~(1L << actor);
      state.choose(Long.numberOfTrailingZeros(later == 0 ? awake : later));
    }
    if (!reduced) {
      state.backtrack = able;
    }
    return true;
  }

  // What is told ------------------------------------------------------------------------------------------------------

  @Override
  public void performs(int task, int operation, @Nullable Object object) {
    actor = task;
    if (!following) {
      return;
    }
    int number = numbers.of(object);
    calls.performs(task, operation, object, number);
    if (tasks < 2 || reached == stack.size() && !push(1L << task, task)) {
      return;
    }
    SearchState state = stack.get(reached);
    if (state.task != task) {
      dependsOn("a thread could not be suspended where others were to go first");
      state.tried |= 1L << state.task | 1L << task;
      state.task = task;
    }
    current = state;
    waiters = 0;
    reached++;
    steps[task]++;
    if (reached > recorded) {
      state.index = steps[task];
      step.begin(state, reached - 1, operation, number);
      calls.add(state.step, task, operation, object, number);
    }
    if (operation == Operations.START && object == null) {
      calls.mayHaveBegunInside(task);
    }
  }

  @Override
  public void reaches(int task, int operation, @Nullable Object object) {
    if (!following) {
      return;
    }
    boolean isNew = step.goesOn();
    SearchState state = current;
    if (Operations.kind(operation) == Operations.INTERRUPT) {
      next.mayBeInterrupted();
      step.actsOnAll();
    }
    if (state != null) {
      calls.looksAtStack(task, state, isNew);
      close();
    } else if (reached == 0 && tasks > 1) {
      calls.looksAtStack(task);
    }
    next.set(task, operation, numbers.of(object));
    if (isNew && reduced && next.isShutOut(task)) {
      int taken = held.since(next.object(task));
      if (taken != HeldMonitors.BEFORE) {
        races.findsHeld(task, taken);
      }
    }
  }

  /** The step is over. */
  private void close() {
    SearchState state = current;
    if (state == null) {
      return;
    }
    if (reduced) {
      if (step.goesOn()) {
        races.close(reached - 1);
      }
      races.pass(state);
    }
    recorded = Math.max(recorded, reached);
    current = null;
    step.end();
  }

  @Override
  public void acquires(Object monitor) {
    if (following) {
      int number = numbers.of(monitor);
      held.take(number, actor, current == null ? HeldMonitors.BEFORE : reached - 1);
      step.takes(number, actor, tasks);
    }
  }

  @Override
  public void findsHeld(Object monitor) {
    if (following) {
      step.findsHeld(numbers.of(monitor));
    }
  }

  @Override
  public void releases(Object monitor) {
    if (following) {
      letGo(numbers.of(monitor));
    }
  }

  private void letGo(int number) {
    step.letsGo(number);
    held.letGo(number);
  }

  @Override
  public void touches(Object object) {
    if (following) {
      step.changes(numbers.of(object), Footprint.OTHER);
    }
  }

  @Override
  public void draws() {
    step.changes(Footprint.NO_OBJECT, Footprint.RANDOM);
  }

  @Override
  public void actsOutside() {
    step.changes(Footprint.NO_OBJECT, Footprint.FILES);
  }

  @Override
  public void touchesAll() {
    step.actsOnAll();
  }

  @Override
  public void starts(int task, Object joined, boolean daemon) {
    if (!following) {
      return;
    }
    if (task >= MOST_TASKS) {
      lose("the program starts more than " + MOST_TASKS + " threads");
      return;
    }
    daemons |= daemon;
    tasks = task + 1;
    races.grow(tasks);
    next.set(task, Operations.START, Footprint.NO_OBJECT);
    held.take(numbers.of(joined), task, HeldMonitors.BEFORE);
    wakes(task);
  }

  @Override
  public void wakes(int task) {
    step.wakes(task);
  }

  @Override
  public void ends(int task, Object joined, boolean daemon) {
    if (!following) {
      return;
    }
    letGo(numbers.of(joined));
    SearchState state = current;
    if (state != null && step.goesOn()) {
      calls.addIfInside(state.step, task);
      if (daemons && !daemon) {
        step.actsOnAll();
      }
    }
    close();
  }

  @Override
  public void dependsOn(String what) {
    if (obstacle.isEmpty()) {
      obstacle = what;
    }
  }

  @Override
  public void suffixBegins() {
    lose("a schedule came to its fair suffix");
  }

  /** The run is followed no longer, and the search cannot claim all. */
  void lose(String why) {
    dependsOn(why);
    current = null;
    step.end();
    following = false;
    stack.cutTo(Math.min(reached, recorded));
  }
}
