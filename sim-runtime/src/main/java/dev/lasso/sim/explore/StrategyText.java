package dev.lasso.sim.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A strategy as it is written: its name, then after a colon its parameters, separated by commas, as in
 * {@code pct:d=3,k=1234}.
 *
 * @param values what is said of the parameters, in the order in which the strategy lists them
 */
public record StrategyText(Strategies.Entry entry, Map<String, String> values) {

  /** @throws IllegalArgumentException with one line that says what is wrong */
  static StrategyText parse(String text, List<Strategies.Entry> entries) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    for (Strategies.Entry entry : entries) {
      if (entry.name().equals(name)) {
        return of(entry, colon < 0 ? List.of() : List.of(text.substring(colon + 1).split(",", -1)));
      }
    }
    throw new IllegalArgumentException("unknown strategy " + name + ": there are "
        + entries.stream().map(Strategies.Entry::name).collect(Collectors.joining(", ")));
  }

  private static StrategyText of(Strategies.Entry entry, List<String> assignments) {
    StrategyText text = new StrategyText(entry, Map.of());
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String parameter = equals < 0 ? assignment : assignment.substring(0, equals);
      if (equals < 0 || entry.parameters().stream().noneMatch(known -> known.name().equals(parameter))) {
        throw new IllegalArgumentException("strategy " + entry.name() + " takes " + entry.parameterNames() + ", not "
            + assignment);
      }
      if (text.says(parameter)) {
        throw new IllegalArgumentException("strategy " + entry.name() + " is told " + parameter + " twice");
      }
      text = text.with(parameter, assignment.substring(equals + 1));
    }
    return text;
  }

  /** The same with one more value. */
  StrategyText with(String parameter, String value) {
    Map<String, String> more = new LinkedHashMap<>();
    for (Parameter known : entry.parameters()) {
      if (known.name().equals(parameter)) {
        known.check(value, entry.name());
        more.put(parameter, value);
      } else if (says(known.name())) {
        more.put(known.name(), get(known.name()));
      }
    }
    return new StrategyText(entry, more);
  }

  boolean says(String parameter) {
    return values.containsKey(parameter);
  }

  /** Whether all is said that a run would have to show. */
  boolean isComplete() {
    return entry.parameters().stream().allMatch(parameter -> says(parameter.name()) || parameter.canBeLeftOut());
  }

  /** What is said, or else the standard. */
  String get(String parameter) {
    String value = values.get(parameter);
    return value != null
        ? value
        : entry.parameters().stream().filter(known -> known.name().equals(parameter)).findFirst().orElseThrow()
            .standard();
  }

  int intValue(String parameter) {
    return Integer.parseInt(get(parameter));
  }

  long longValue(String parameter) {
    return Long.parseLong(get(parameter));
  }

  double doubleValue(String parameter) {
    return Double.parseDouble(get(parameter));
  }

  @Override
  public String toString() {
    return entry.name() + (values.isEmpty() ? "" : ":") + values.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining(","));
  }
}
