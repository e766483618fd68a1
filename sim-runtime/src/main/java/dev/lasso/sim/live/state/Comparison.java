package dev.lasso.sim.live.state;

import dev.lasso.sim.live.state.Labels.Kind;
import dev.lasso.sim.live.state.State.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the states of a run at two moments are equal but for clocks, which are told from other numbers by a second
 * run: it is the same, at the same moments, but for the origins of its clocks. A variable that differs between the runs
 * by as much as a clock holds a time of that clock, in a unit; between the moments it must have moved as the clock
 * did. One that is the same in both runs is no time, and must be the same at both moments. Anything else is not
 * understood, and counts as a difference.
 */
public final class Comparison {

  private static final long[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000};

  /** Differences told of at most. */
  private static final int MOST = 8;

  private final Map<String, String> differences = new LinkedHashMap<>();
  private int times;

  private Comparison() {}

  /** Compares two states of run {@code a}, with the help of run {@code b}. */
  public static Comparison of(State a1, State a2, State b1, State b2) {
    Comparison comparison = new Comparison();
    comparison.compare(a1, a2, b1, b2);
    return comparison;
  }

  /**
   * Compares two states of one run, taking whatever moves as a clock does for a time: necessary for a repeat, and not
   * sufficient.
   */
  public static Comparison probable(State a1, State a2) {
    Comparison comparison = new Comparison();
    if (comparison.haveSameShape(a1, a2)) {
      long passed = a2.moment().now() - a1.moment().now();
      for (int i = 0; i < a1.size(); i++) {
        long moved = a2.value(i) - a1.value(i);
        if (moved != 0 && !(a1.kind(i) == Kind.LONG && isInAUnit(moved, passed))) {
          comparison.differ(a1, i, a1.value(i) + ", then " + a2.value(i));
        }
      }
    }
    return comparison;
  }

  /** Whether they are equal. */
  public boolean isEqual() {
    return differences.isEmpty();
  }

  /** What differs and how, by the names of the variables; the first few. */
  public List<String> differences() {
    List<String> lines = new ArrayList<>();
    differences.forEach((name, how) -> lines.add(name + ": " + how));
    return lines;
  }

  /** How many variables hold times. */
  public int times() {
    return times;
  }

  private boolean haveSameShape(State one, State other) {
    int common = Math.min(one.size(), other.size());
    for (int i = 0; i < common; i++) {
      if (!one.hasSameVariable(i, other)) {
        differences.put(one.name(i), "where there is " + other.name(i) + " another time");
        return false;
      }
    }
    if (one.size() != other.size()) {
      State longer = one.size() > other.size() ? one : other;
      differences.put(longer.name(common), "only there at one of the times");
      return false;
    }
    return true;
  }

  private void compare(State a1, State a2, State b1, State b2) {
    if (!haveSameShape(a1, a2) || !haveSameShape(a1, b1) || !haveSameShape(a2, b2)) {
      return;
    }
    Clock monotonic = new Clock(b1.moment().nanoTime() - a1.moment().nanoTime(), a1.moment(), a2.moment());
    Clock wall = new Clock(b1.moment().epochNanos() - a1.moment().epochNanos(), a1.moment(), a2.moment());
    for (int i = 0; i < a1.size(); i++) {
      long apart = b1.value(i) - a1.value(i);
      long apartLater = b2.value(i) - a2.value(i);
      if (apart == 0 && apartLater == 0) {
        if (a1.value(i) != a2.value(i)) {
          differ(a1, i, a1.value(i) + ", then " + a2.value(i));
        }
        continue;
      }
      long unit = a1.kind(i) == Kind.LONG && apart == apartLater ? monotonic.unit(apart, wall) : 0;
      if (unit == 0) {
        differ(a1, i, "depends on where the clocks begin, in a way that is not understood");
      } else if (!monotonic.hasMoved(a2.value(i) - a1.value(i), unit)) {
        differ(a1, i, "a time, which moved by " + (a2.value(i) - a1.value(i)) + " units of " + unit
            + " ns, and the clock by " + monotonic.passed + " ns");
      } else {
        times++;
      }
    }
  }

  private void differ(State state, int i, String how) {
    if (differences.size() < MOST) {
      differences.putIfAbsent(state.name(i), how);
    }
  }

  private static boolean isInAUnit(long moved, long passed) {
    for (long unit : UNITS) {
      if (moved == passed / unit) {
        return true;
      }
    }
    return false;
  }

  /** A clock in both runs. */
  private record Clock(long apart, long passed) {

    Clock(long apart, Moment first, Moment second) {
      this(apart, second.now() - first.now());
    }

    /** The unit in which a variable holds a time of this clock or the other, in nanoseconds; 0 if it holds none. */
    long unit(long apartInVariable, Clock other) {
      for (long unit : UNITS) {
        if (isIn(unit, apartInVariable) || other.isIn(unit, apartInVariable)) {
          return unit;
        }
      }
      return 0;
    }

    /** Whether times in that unit, rounded down, can be so far apart. */
    private boolean isIn(long unit, long apartInVariable) {
      long whole = Math.floorDiv(apart, unit);
      return apartInVariable == whole || apartInVariable == whole + 1 && apart % unit != 0;
    }

    boolean hasMoved(long moved, long unit) {
      return passed % unit == 0 && moved == passed / unit;
    }
  }
}
