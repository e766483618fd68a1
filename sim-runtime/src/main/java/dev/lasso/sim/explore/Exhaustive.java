package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exhaustive search: run after run until every order of steps has been made, of those that differ in the order of steps
 * that depend on each other one each. It is the strategy of each of these runs, and its memory from run to run is the
 * stack of states on the way of the last one.
 *
 * <p>The algorithm is source-set dynamic partial order reduction (Flanagan and Godefroid, "Dynamic partial-order
 * reduction for model checking software", POPL 2005; Abdulla, Aronsson, Jonsson and Sagonas, "Optimal dynamic partial
 * order reduction", POPL 2014, algorithm 1) with sleep sets. It deviates in this:
 *
 * <ul> <li>What a step touches is known when it is over ({@link StepWatch}), not before, so races are looked for then.
 * <li>A task whose next operation is to enter a monitor that another holds counts as one that cannot take a step. That
 * disables tasks, which the algorithm as printed has no place for: the step that took the monitor is in a race with the
 * entry from when the task comes to it. The step that lets go of it enables the entry, and is in none.
 * <li>Which waiter a notify wakes is part of the step, which is taken in every way.
 * <li>A state of whose initials one is asleep needs no other, as in the same paper's optimal algorithm.
 * <li>The step that ends a run while others could go on is in a race with theirs. </ul>
 *
 * <p>With a bound on preemptions (Musuvathi and Qadeer, "Iterative context bounding for systematic testing of
 * multithreaded programs", PLDI 2007) or without reduction, every task that can is tried in every state.
 */
public final class Exhaustive implements Strategy, StepWatch {

  /** No bound on preemptions. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final int MOST_TASKS = Long.SIZE;

  private final boolean reduced;
  private final int mostPreemptions;
  private final SearchStack stack = new SearchStack();
  private final Races races = new Races(stack);
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
  private boolean cutByBound;
  private String obstacle = "";

  /**
   * A search that has made no run yet.
   *
   * @param reduced whether one order is enough of those that differ only in steps that do not depend on each other
   * @param mostPreemptions 0 or more, or {@link #UNBOUNDED}
   */
  public Exhaustive(boolean reduced, int mostPreemptions) {
    this.reduced = reduced && mostPreemptions == UNBOUNDED;
    this.mostPreemptions = mostPreemptions;
  }

  // The search -------------------------------------------------------------------------------------------------------

  /** The run is over. */
  public void ended() {
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

  /** Goes on to the next run; false if there is none. */
  public boolean advance() {
    while (stack.size() > 0) {
      SearchState state = stack.top();
      recorded = stack.size() - 1;
      if (state.nextWay()) {
        return true;
      }
      if (reduced) {
        state.asleep.add(state.task, state.everyWay.copy(), state.known);
      }
      long left = state.backtrack & ~state.tried & ~state.asleep.tasks();
      if (state.preemptions == mostPreemptions && state.running >= 0) {
        cutByBound |= left != 0;
        left &= 1L << state.running;
      }
      if (left != 0) {
        state.choose(Long.numberOfTrailingZeros(left));
        return true;
      }
      stack.cutTo(recorded);
    }
    return false;
  }

  /** Whether the last run has turned out, on its way, to differ from an earlier one in what makes no difference. */
  public boolean isRedundant() {
    return redundant;
  }

  /** Whether the bound on preemptions has kept it from anything. */
  public boolean isCutByBound() {
    return cutByBound;
  }

  /** What has made runs depend on more than the order of their steps; an empty string if nothing has. */
  public String obstacle() {
    return obstacle;
  }

  // As a strategy ----------------------------------------------------------------------------------------------------

  @Override
  public void begin(RandomGenerator random) {
    numbers.clear();
    held.clear();
    races.begin();
    java.util.Arrays.fill(steps, 0);
    calls.begin();
    tasks = 0;
    daemons = false;
    interrupted = false;
    reached = 0;
    current = null;
    following = true;
    redundant = false;
  }

  @Override
  public int distance(long step, int running) {
    return 1;
  }

  @Override
  public boolean letTimePass() {
    return false;
  }

  @Override
  public int waiter(int bound, RandomGenerator random) {
    return current == null ? 0 : current.waiter(waiters++, bound);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    if (following) {
      long able = able(enabled);
      int cameTo = running < 0 || Operations.givesWay(enabled.operation(running))
          || (able & 1L << enabled.id(running)) == 0 ? -1 : enabled.id(running);
      if (reached < stack.size() || push(able, cameTo)) {
        int position = WrittenSchedule.positionOf(enabled, stack.get(reached).task);
        if (position >= 0) {
          return position;
        }
        lose("a run that began as one before did not go on as it did");
      }
    }
    return WrittenSchedule.usual(enabled, running, actor);
  }

  /** Who could take a step: where all wait for monitors, one who then waits for good. */
  private long able(EnabledTasks enabled) {
    long all = 0;
    long able = 0;
    for (int i = 0; i < enabled.size(); i++) {
      int task = enabled.id(i);
      all |= 1L << task;
      able |= isShutOut(task) ? 0 : 1L << task;
    }
    return !reduced && mostPreemptions == UNBOUNDED ? all : able == 0 ? Long.lowestOneBit(all) : able;
  }

  private boolean isShutOut(int task) {
    return Operations.kind(operations[task]) == Operations.MONITOR_ENTER && held.isClosedTo(task, objects[task]);
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

  // As a watch -------------------------------------------------------------------------------------------------------

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
    if (operation == Operations.START && steps[task] == 1) {
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
  public void releases(Object monitor) {
    if (!following) {
      return;
    }
    int number = numbers.of(monitor);
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
  public void starts(int task, boolean daemon) {
    if (task >= MOST_TASKS) {
      lose("the program starts more than " + MOST_TASKS + " threads");
      return;
    }
    daemons |= daemon;
    tasks = task + 1;
    races.grow(tasks);
    operations[task] = Operations.START;
    objects[task] = Footprint.NO_OBJECT;
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
  public void ends(int task, boolean daemon) {
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

  private void lose(String why) {
    dependsOn(why);
    current = null;
    following = false;
    stack.cutTo(Math.min(reached, recorded));
  }
}
