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
  private final LibraryCalls calls = new LibraryCalls();

  /** The operation that each task performs next, and the number of its object. */
  private final int[] operations = new int[MOST_TASKS];

  private final int[] objects = new int[MOST_TASKS];

  /** How many steps each has taken. */
  private final int[] steps = new int[MOST_TASKS];

  private int tasks;
  private boolean daemons;
  private boolean interrupted;

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
    daemons = false;
    interrupted = false;
    reached = 0;
    current = null;
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

  /**
   * Whether a task would only find held the monitor that it is about to enter, or alive the thread that it is about to
   * join. To join an interrupted thread does more than that.
   */
  boolean isShutOut(int task) {
    int kind = Operations.kind(operations[task]);
    return (kind == Operations.MONITOR_ENTER || kind == Operations.JOIN && !interrupted)
        && held.isClosedTo(task, objects[task]);
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
    if (isRecorded()) {
      state.begin();
      state.index = steps[task];
      addOperation(state, operation, number);
      calls.add(state.step, task, operation, object, number);
    }
    if (operation == Operations.START && object == null) {
      calls.mayHaveBegunInside(task);
    }
  }

  /** Whether what the step does is new to the search. */
  private boolean isRecorded() {
    return current != null && reached > recorded;
  }

  private void addOperation(SearchState state, int operation, int number) {
    Footprint step = state.step;
    switch (Operations.kind(operation)) {
      case Operations.PARK, Operations.UNPARK -> step.add(number, Footprint.OTHER, true);
      case Operations.MONITOR_ENTER -> state.entered = number;
      case Operations.JOIN -> {
        state.entered = interrupted ? -1 : number;
        step.add(number, Footprint.MONITOR, false);
      }
      default -> {
        if (Operations.isAccess(operation)) {
          step.add(number, Operations.group(operation), !Operations.isRead(operation));
        }
      }
    }
    if (interrupted) {
      step.addAll();
    }
  }

  @Override
  public void reaches(int task, int operation, @Nullable Object object) {
    if (!following) {
      return;
    }
    boolean isNew = isRecorded();
    SearchState state = current;
    interrupted |= Operations.kind(operation) == Operations.INTERRUPT;
    if (state != null) {
      if (isNew && interrupted) {
        state.step.addAll();
      }
      calls.looksAtStack(task, state, isNew);
      close();
    } else if (reached == 0 && tasks > 1) {
      calls.looksAtStack(task);
    }
    operations[task] = operation;
    objects[task] = numbers.of(object);
    if (isNew && reduced && isShutOut(task)) {
      int taken = held.since(objects[task]);
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
      if (isRecorded()) {
        races.close(reached - 1);
      }
      races.pass(state);
    }
    recorded = Math.max(recorded, reached);
    current = null;
  }

  @Override
  public void acquires(Object monitor) {
    if (!following) {
      return;
    }
    int number = numbers.of(monitor);
    SearchState state = current;
    held.take(number, actor, state == null ? HeldMonitors.BEFORE : reached - 1);
    if (state != null && isRecorded()) {
      state.step.add(number, Footprint.MONITOR, true);
      for (int task = 0; task < tasks; task++) {
        if (task != actor && objects[task] == number
            && Operations.kind(operations[task]) == Operations.MONITOR_ENTER) {
          state.mustTry(task);
        }
      }
    }
  }

  @Override
  public void findsHeld(Object monitor) {
    if (following) {
      int number = numbers.of(monitor);
      SearchState state = current;
      if (state != null && isRecorded() && state.entered != number) {
        state.step.add(number, Footprint.MONITOR, true);
      }
    }
  }

  @Override
  public void releases(Object monitor) {
    if (following) {
      letGo(numbers.of(monitor));
    }
  }

  private void letGo(int number) {
    SearchState state = current;
    if (state != null && isRecorded()) {
      if (held.since(number) == reached - 1) {
        state.step.add(number, Footprint.MONITOR, true);
      } else {
        state.step.addRelease(number);
      }
    }
    held.letGo(number);
  }

  @Override
  public void touches(Object object) {
    if (following) {
      add(numbers.of(object), Footprint.OTHER);
    }
  }

  @Override
  public void draws() {
    add(Footprint.NO_OBJECT, Footprint.RANDOM);
  }

  @Override
  public void actsOutside() {
    add(Footprint.NO_OBJECT, Footprint.FILES);
  }

  private void add(int number, int group) {
    SearchState state = current;
    if (state != null && isRecorded()) {
      state.step.add(number, group, true);
    }
  }

  @Override
  public void touchesAll() {
    SearchState state = current;
    if (state != null && isRecorded()) {
      state.step.addAll();
    }
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
    operations[task] = Operations.START;
    objects[task] = Footprint.NO_OBJECT;
    held.take(numbers.of(joined), task, HeldMonitors.BEFORE);
    wakes(task);
  }

  @Override
  public void wakes(int task) {
    SearchState state = current;
    if (state != null && isRecorded()) {
      state.wakes |= 1L << task;
    }
  }

  @Override
  public void ends(int task, Object joined, boolean daemon) {
    if (!following) {
      return;
    }
    letGo(numbers.of(joined));
    SearchState state = current;
    if (state != null && isRecorded()) {
      calls.addIfInside(state.step, task);
      if (daemons && !daemon) {
        state.step.addAll();
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
    following = false;
    stack.cutTo(Math.min(reached, recorded));
  }
}
