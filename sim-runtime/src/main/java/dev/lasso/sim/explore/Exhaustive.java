package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

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
public final class Exhaustive implements Strategy {

  /** No bound on preemptions. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private final boolean reduced;
  private final int mostPreemptions;
  private final SearchStack stack = new SearchStack();
  private final SearchRun run;

  /**
   * A search that has made no run yet.
   *
   * @param reduced whether one order is enough of those that differ only in steps that do not depend on each other
   * @param mostPreemptions 0 or more, or {@link #UNBOUNDED}
   */
  public Exhaustive(boolean reduced, int mostPreemptions) {
    this.reduced = reduced && mostPreemptions == UNBOUNDED;
    this.mostPreemptions = mostPreemptions;
    run = new SearchRun(stack, this.reduced);
  }

  /** Who is to be told of the steps of its runs. */
  public StepWatch watch() {
    return run;
  }

  // The search -------------------------------------------------------------------------------------------------------

  /** The run is over. */
  public void ended() {
    run.ended();
  }

  /** Goes on to the next run; false if there is none. */
  public boolean advance() {
    while (stack.size() > 0) {
      SearchState state = stack.top();
      run.cut();
      if (state.nextWay()) {
        return true;
      }
      if (reduced) {
        state.asleep.add(state.task, state.everyWay.copy(), state.known);
      }
      long left = state.backtrack & ~state.tried & ~state.asleep.tasks();
      if (state.preemptions == mostPreemptions && state.running >= 0) {
        left &= 1L << state.running;
      }
      if (left != 0) {
        state.choose(Long.numberOfTrailingZeros(left));
        return true;
      }
      stack.cutTo(stack.size() - 1);
    }
    return false;
  }

  /** Whether the last run has turned out, on its way, to differ from an earlier one in what makes no difference. */
  public boolean isRedundant() {
    return run.isRedundant();
  }

  /** What has made runs depend on more than the order of their steps; an empty string if nothing has. */
  public String obstacle() {
    return run.obstacle();
  }

  // As a strategy ----------------------------------------------------------------------------------------------------

  @Override
  public void begin(RandomGenerator random) {
    run.begin();
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
    return run.waiter(bound);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    int chosen = run.isFollowed() ? followed(enabled, running) : -1;
    return chosen < 0 ? Scripted.usual(enabled, running, run.actor()) : chosen;
  }

  /** The position of the task that the search is to try, or -1 if it follows the run no longer. */
  private int followed(EnabledTasks enabled, int running) {
    long able = able(enabled);
    int cameTo = running < 0 || Operations.givesWay(enabled.operation(running))
        || (able & 1L << enabled.id(running)) == 0 ? -1 : enabled.id(running);
    SearchState state = run.state(able, cameTo);
    if (state == null) {
      return -1;
    }
    int position = Scripted.position(enabled, state.task);
    if (position < 0) {
      run.lose("a run that began as one before did not go on as it did");
    }
    return position;
  }

  /** Who could take a step: where all wait for monitors, one who then waits for good. */
  private long able(EnabledTasks enabled) {
    long all = 0;
    long able = 0;
    for (int i = 0; i < enabled.size(); i++) {
      int task = enabled.id(i);
      all |= 1L << task;
      able |= run.isShutOut(task) ? 0 : 1L << task;
    }
    return !reduced && mostPreemptions == UNBOUNDED ? all : able == 0 ? Long.lowestOneBit(all) : able;
  }
}
