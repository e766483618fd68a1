package dev.lasso.sim.explore;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A schedule that is written out. The running task goes on until it cannot or gives way, then the next in the order of
 * their numbers does, and a notify wakes the waiter that waits longest; what is written is where it is otherwise, by the
 * number of the decision. Decisions are made at every point at which there is somebody to choose.
 */
final class WrittenSchedule implements Strategy {

  /** Pairs of a decision's number and the task that it is for, and the waiters that are woken in turn. */
  static final Parameter TASKS = Parameter.matching("tasks", "([0-9]{1,9}-[0-9]{1,9}(\\.|$))*",
      "pairs such as 3-1.17-0", "none", "at which decision which task runs, where it is not the usual one");

  static final Parameter WAITERS = Parameter.matching("waiters", "([0-9]{1,9}(\\.|$))*", "numbers such as 0.2",
      "none", "which waiter each notify wakes that has a choice, 0 for the one that waits longest");

  private final int[] decisions;
  private final int[] tasks;
  private final int[] waiters;
  private int decision;
  private int written;
  private int waiter;
  private int last;

  private WrittenSchedule(int[] decisions, int[] tasks, int[] waiters) {
    this.decisions = decisions;
    this.tasks = tasks;
    this.waiters = waiters;
  }

  static WrittenSchedule of(StrategyText text) {
    int[] numbers = numbers(text, TASKS);
    int[] decisions = new int[numbers.length / 2];
    int[] tasks = new int[numbers.length / 2];
    for (int i = 0; i < tasks.length; i++) {
      decisions[i] = numbers[2 * i];
      tasks[i] = numbers[2 * i + 1];
    }
    return new WrittenSchedule(decisions, tasks, numbers(text, WAITERS));
  }

  private static int[] numbers(StrategyText text, Parameter parameter) {
    return text.says(parameter.name())
        ? Arrays.stream(text.get(parameter.name()).split("[-.]")).filter(each -> !each.isEmpty())
            .mapToInt(Integer::parseInt).toArray()
        : new int[0];
  }

  @Override
  public void begin(RandomGenerator random) {
    decision = 0;
    written = 0;
    waiter = 0;
    last = 0;
  }

  @Override
  public int distance(long step, int running) {
    return 1;
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    int chosen = usual(enabled, running, last);
    if (written < decisions.length && decisions[written] == decision) {
      int position = positionOf(enabled, tasks[written++]);
      chosen = position < 0 ? chosen : position;
    }
    decision++;
    last = enabled.id(chosen);
    return chosen;
  }

  /** The usual choice, after the task that was chosen last. */
  static int usual(EnabledTasks enabled, int running, int last) {
    if (running < 0) {
      return RoundRobin.after(enabled, last);
    }
    return Operations.givesWay(enabled.operation(running))
        ? RoundRobin.after(enabled, enabled.id(running))
        : running;
  }

  /** The position of a task, or -1 if it is not enabled. */
  static int positionOf(EnabledTasks enabled, int task) {
    for (int i = 0; i < enabled.size(); i++) {
      if (enabled.id(i) == task) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int waiter(int bound, RandomGenerator random) {
    return waiter < waiters.length ? Math.min(waiters[waiter++], bound - 1) : 0;
  }

  @Override
  public boolean letTimePass() {
    return false;
  }
}
