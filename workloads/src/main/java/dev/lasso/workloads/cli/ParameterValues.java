package dev.lasso.workloads.cli;

import dev.lasso.sim.Workload.Parameter;
import dev.lasso.workloads.seed.BadInput;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;

/** Holds what a parameter is set to against its kind and its range, before anything runs. */
final class ParameterValues {

  private static final Set<String> NUMBERS = Set.of("int", "long", "double");

  private ParameterValues() {}

  /** @throws BadInput if the value does not fit */
  static void check(Parameter parameter, String value) {
    if (!isOfKind(parameter.kind(), value)) {
      throw new BadInput("parameter " + parameter.name() + " is of kind " + parameter.kind() + ", not " + value);
    }
    if (!isInRange(parameter, value)) {
      throw new BadInput("parameter " + parameter.name() + " takes " + parameter.range() + ", not " + value);
    }
  }

  private static boolean isOfKind(String kind, String value) {
    try {
      switch (kind) {
        case "int" -> Integer.parseInt(value);
        case "long" -> Long.parseLong(value);
        case "double" -> {
          return Double.isFinite(Double.parseDouble(value));
        }
        case "boolean" -> {
          return value.equals("true") || value.equals("false");
        }
        case "string" -> {
          return true;
        }
        default -> throw new IllegalStateException("a parameter is of kind " + kind);
      }
      return true;
    } catch (NumberFormatException malformed) {
      return false;
    }
  }

  /** A range is {@code least..most} for numbers, alternatives {@code a, b}, or words that only a person reads. */
  private static boolean isInRange(Parameter parameter, String value) {
    String range = parameter.range();
    if (NUMBERS.contains(parameter.kind()) && range.matches("-?[\\d.]*\\d\\.\\.-?\\d[\\d.]*")) {
      int dots = range.indexOf("..");
      BigDecimal given = new BigDecimal(value);
      return given.compareTo(new BigDecimal(range.substring(0, dots))) >= 0
          && given.compareTo(new BigDecimal(range.substring(dots + 2))) <= 0;
    }
    return !range.matches("[\\w-]+(, [\\w-]+)+") || Arrays.asList(range.split(", ")).contains(value);
  }
}
