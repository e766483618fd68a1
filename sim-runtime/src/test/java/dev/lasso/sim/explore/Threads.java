package dev.lasso.sim.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A program for a strategy without a JVM around it: tasks that each perform a list of operations, of which all can
 * always go on. It answers the order in which they were performed, as the numbers of the tasks.
 */
final class Threads implements EnabledTasks {

  /** An operation of a task. */
  record Step(int operation, @Nullable Object object) {}

  private final List<List<Step>> programs;
  private final List<Integer> enabled = new ArrayList<>();
  private final int[] performed;
  private long step;

  private Threads(List<List<Step>> programs) {
    this.programs = programs;
    performed = new int[programs.size()];
    for (int task = 0; task < programs.size(); task++) {
      if (!programs.get(task).isEmpty()) {
        enabled.add(task);
      }
    }
  }

  /** So many writes of a field of {@code object}. */
  static List<Step> writes(int count, Object object) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(new Step(Operations.of(Operations.VOLATILE_WRITE, "field"), object));
    }
    return steps;
  }

  /** The order under a strategy with that seed. */
  static String run(Strategy strategy, long seed, List<List<Step>> programs) {
    return run(strategy, new SplittableRandom(seed), programs);
  }

  static String run(Strategy strategy, RandomGenerator random, List<List<Step>> programs) {
    return new Threads(programs).run(strategy, random);
  }

  /** As the scheduler asks: where a task comes to its next operation, and where it yields or has ended. */
  private String run(Strategy strategy, RandomGenerator random) {
    StringBuilder order = new StringBuilder();
    strategy.begin(random);
    step = 0;
    long askAt = strategy.distance(0, 0);
    for (int task : enabled) {
      strategy.enabled(task);
    }
    int running = choose(strategy, -1);
    int last = -1;
    while (true) {
      int task = enabled.get(running);
      if (task != last) {
        int distance = strategy.resumed(step, task);
        askAt = distance == 0 ? askAt : step + distance;
        last = task;
      }
      order.append(task);
      if (++performed[task] < programs.get(task).size()) {
        if (++step >= askAt || Operations.kind(operation(running)) == Operations.YIELD) {
          askAt = step + strategy.distance(step, task);
          running = choose(strategy, running);
        }
      } else {
        enabled.remove(running);
        if (enabled.isEmpty()) {
          return order.toString();
        }
        running = choose(strategy, -1);
      }
    }
  }

  private int choose(Strategy strategy, int running) {
    return size() == 1 ? 0 : strategy.next(this, running);
  }

  @Override
  public int size() {
    return enabled.size();
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public int id(int position) {
    return enabled.get(position);
  }

  private Step pending(int position) {
    int task = enabled.get(position);
    return programs.get(task).get(performed[task]);
  }

  @Override
  public int operation(int position) {
    return pending(position).operation();
  }

  @Override
  public @Nullable Object object(int position) {
    return pending(position).object();
  }
}
