package dev.lasso.sim.explore;

import java.util.Arrays;

/**
 * One state on the stack of an exhaustive search: who could take a step there, who is to be tried, and the step that
 * was taken from it last. Sets of tasks have a bit for each.
 */
final class SearchState {

  private static final int INITIAL = 2;

  /** Who could take a step. One who would only find a monitor held could not. */
  long enabled;

  /** Who is to be tried, including those who have been. */
  long backtrack;

  /** Who has been tried. */
  long tried;

  /** Who need not be. */
  final SleepSet asleep = new SleepSet();

  /** How many objects had numbers. */
  int known;

  /** Who came to it and could go on, so that any other choice is a preemption; -1 for nobody. */
  int running;

  /** The preemptions before. */
  int preemptions;

  /** Who has taken the step, and which of its steps that is, from 1. */
  int task;

  int index;

  /** What the step has touched, and what it has in all ways in which it was taken so far. */
  final Footprint step = new Footprint();

  final Footprint everyWay = new Footprint();

  /** The number of the monitor that the step had to wait for before anything else, or -1. */
  int entered;

  /** Who was started or woken by the step. */
  long wakes;

  /** Whether the task was inside of {@code java.util.concurrent} at the end of the step. */
  boolean inside;

  /** By task, the last of its steps that happens before the end of this one or is this one. */
  int[] clock = new int[INITIAL];

  /** Which waiter was woken each time, and out of how many. */
  private int[] answers = new int[INITIAL];

  private int[] bounds = new int[INITIAL];
  private int choices;

  void reach(long who, int cameTo, int soFar, int objects) {
    enabled = who;
    running = cameTo;
    preemptions = soFar;
    known = objects;
    backtrack = 0;
    tried = 0;
    asleep.clear();
  }

  /** A task is to take the step. */
  void choose(int who) {
    task = who;
    tried |= 1L << who;
    backtrack |= 1L << who;
    choices = 0;
    everyWay.clear();
  }

  /** One of these tasks is to be tried, whichever; a certain one if it is among them. */
  void tryOneOf(long tasks, long preferred) {
    if ((tasks & (backtrack | asleep.tasks())) == 0) {
      long able = tasks & enabled;
      backtrack |= able == 0 ? enabled : (able & preferred) != 0 ? preferred : Long.lowestOneBit(able);
    }
  }

  /** A task that could take a step is to be tried, unless it need not be. */
  void mustTry(int who) {
    backtrack |= 1L << who & enabled & ~asleep.tasks();
  }

  /** The step begins, and what was recorded of it before no longer holds. */
  void begin() {
    step.clear();
    wakes = 0;
    entered = -1;
    inside = false;
  }

  /** Which of so many waiters is woken, as the choice numbered {@code number} of the step. */
  int waiter(int number, int bound) {
    if (number == choices) {
      if (choices == answers.length) {
        answers = Arrays.copyOf(answers, choices * 2);
        bounds = Arrays.copyOf(bounds, choices * 2);
      }
      answers[choices] = 0;
      bounds[choices++] = bound;
    }
    return Math.min(answers[number], bound - 1);
  }

  /** Whether the step can be taken in yet another way, which it then is next. */
  boolean nextWay() {
    everyWay.add(step);
    while (choices > 0 && ++answers[choices - 1] == bounds[choices - 1]) {
      choices--;
    }
    return choices > 0;
  }

  /** Whether choosing that task is a preemption. */
  boolean preempts(int who) {
    return running >= 0 && who != running;
  }

  /** Makes room for so many tasks. */
  void setClock(int[] of, int tasks) {
    if (clock.length < tasks) {
      clock = new int[Math.max(tasks, clock.length * 2)];
    }
    System.arraycopy(of, 0, clock, 0, Math.min(tasks, of.length));
    Arrays.fill(clock, Math.min(tasks, of.length), clock.length, 0);
  }

  /** Whether step {@code number} of a task happens before the end of this one, or is this one. */
  boolean isAfter(int who, int number) {
    return who < clock.length && clock[who] >= number;
  }
}
