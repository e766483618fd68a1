package dev.lasso.workloads.cli;

import java.util.Locale;

/**
 * A row of a benchmark.
 *
 * @param goal the figure to reach
 * @param atLeast whether more is better
 */
record Measurement(String name, double figure, String unit, double goal, boolean atLeast) {

  boolean isMet() {
    return atLeast ? figure >= goal : figure <= goal;
  }

  String goalText() {
    return (atLeast ? ">= " : "<= ") + number(goal) + " " + unit;
  }

  String figureText() {
    return number(figure) + " " + unit;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : "%.2f", value);
  }
}
