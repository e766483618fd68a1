package dev.lasso.sim.live.state;

import dev.lasso.sim.live.state.Labels.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * All that decides how a run goes on, as a list of variables: who waits for what, the frames, the statics, and every
 * object that these reach, in the order in which it was found. Two states that are equal but for the values of clocks
 * are the same up to the names of objects.
 */
public final class State {

  private static final int INITIAL = 1 << 12;

  private final Labels labels;
  private final Moment moment;
  private long[] values = new long[INITIAL];
  private int[] numbers = new int[INITIAL];
  private int size;
  private int objects;
  private List<String> vetoes = List.of();

  /**
   * When a state was read.
   *
   * @param step points passed
   * @param now virtual nanoseconds since the start of the run
   * @param nanoTime what {@link System#nanoTime()} answered
   * @param epochNanos the wall clock, in nanoseconds since 1970
   */
  public record Moment(long step, long now, long nanoTime, long epochNanos) {}

  State(Labels labels, Moment moment) {
    this.labels = labels;
    this.moment = moment;
  }

  void add(int label, long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    values[size] = value;
    numbers[size++] = label;
  }

  void end(int foundObjects, List<String> found) {
    objects = foundObjects;
    vetoes = List.copyOf(found);
  }

  /** When it was read. */
  public Moment moment() {
    return moment;
  }

  /** How many variables it has. */
  public int size() {
    return size;
  }

  /** How many objects were found. */
  public int objects() {
    return objects;
  }

  /** Why it may not be all of the state, each in a few words; empty if it is. */
  public List<String> vetoes() {
    return vetoes;
  }

  long value(int i) {
    return values[i];
  }

  String name(int i) {
    return labels.get(numbers[i]).name();
  }

  Kind kind(int i) {
    return labels.get(numbers[i]).kind();
  }

  boolean hasSameVariable(int i, State other) {
    return numbers[i] == other.numbers[i];
  }
}
