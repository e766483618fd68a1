package dev.lasso.sim.explore;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The strategies by name, with the parameters each takes: {@code random-distance:mean=8}. */
public final class Strategies {

  /** The one to use where none is named. */
  public static final String DEFAULT = "random-distance";

  private static final List<Entry> ENTRIES = List.of(
      new Entry(DEFAULT, "random walk with drawn preemption distance; mean=N points, drawn per run if absent",
          List.of("mean"), parameters -> new RandomDistance(number(parameters.getOrDefault("mean", "0"), "mean"))),
      new Entry("random-walk", "random walk: any enabled task at every point", List.of(),
          parameters -> new RandomWalk()));

  private Strategies() {}

  /** A strategy as a list shows it. */
  public record Entry(String name, String description, List<String> parameters,
      Function<Map<String, String>, Strategy> maker) {}

  /** All of them, the default first. */
  public static List<Entry> all() {
    return ENTRIES;
  }

  /**
   * Makes a strategy from its text: a name, then after a colon parameters separated by commas.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  public static Strategy parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    for (Entry entry : ENTRIES) {
      if (entry.name().equals(name)) {
        return entry.maker().apply(parameters(entry, colon < 0 ? "" : text.substring(colon + 1)));
      }
    }
    throw new IllegalArgumentException("unknown strategy " + name + ": there are "
        + String.join(", ", ENTRIES.stream().map(Entry::name).toList()));
  }

  private static Map<String, String> parameters(Entry entry, String text) {
    Map<String, String> parameters = new TreeMap<>();
    if (text.isEmpty()) {
      return parameters;
    }
    for (String assignment : text.split(",", -1)) {
      int equals = assignment.indexOf('=');
      if (equals < 0 || !entry.parameters().contains(assignment.substring(0, equals))) {
        throw new IllegalArgumentException("strategy " + entry.name() + " takes "
            + (entry.parameters().isEmpty() ? "no parameters" : String.join(", ", entry.parameters())) + ", not "
            + assignment);
      }
      parameters.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return parameters;
  }

  private static double number(String text, String name) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(name.toLowerCase(Locale.ROOT) + " is a number, not " + text, malformed);
    }
  }
}
