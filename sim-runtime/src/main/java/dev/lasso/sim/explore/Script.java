package dev.lasso.sim.explore;

import dev.lasso.sim.explore.Deviation.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole schedule in a text: how it deviates from the one in which the running task goes on until it cannot or gives
 * way, then the next in order of number; a notify wakes the task that waits longest, and no timer fires early.
 *
 * @param deviations each place once for each kind
 * @param suffix the step from which tasks run round robin
 */
public record Script(List<Deviation> deviations, long suffix) {

  /** The name of the strategy. */
  public static final String NAME = "script";

  /** Stands for an empty list. */
  private static final String NONE = "none";

  /** Between two deviations. */
  private static final String AND = "+";

  static final List<Parameter> PARAMETERS = List.of(
      parameter(Kind.TASK, "T.K-U", "where task T has passed K points, U goes on in its place"),
      parameter(Kind.WAIT, "T.K-U or T.K.N-U",
          "where T waits or ends after K points (for the Nth time there), U goes on"),
      parameter(Kind.WAITER, "T.N-I", "where T notifies some of many for the Nth time, waiter I is woken, 0 the first"),
      parameter(Kind.TIME, "T.K", "where T has passed K points, the next timer fires"),
      parameter(Kind.LOOK, "T.K", "where T has passed K points, timers that are due fire"));

  public Script {
    deviations = List.copyOf(deviations);
  }

  private static Parameter parameter(Kind kind, String form, String description) {
    return new Parameter(kind.label(), form + ", with " + AND + " between and each place once", NONE, description,
        text -> isList(kind, text), null);
  }

  private static boolean isList(Kind kind, String text) {
    try {
      List<Deviation> parsed = list(kind, text);
      Set<Long> places = new HashSet<>();
      return parsed.stream().allMatch(each -> places.add(each.place()));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static List<Deviation> list(Kind kind, String text) {
    List<Deviation> parsed = new ArrayList<>();
    if (!text.equals(NONE)) {
      for (String each : text.split("\\" + AND, -1)) {
        parsed.add(Deviation.parse(kind, each));
      }
    }
    return parsed;
  }

  /**
   * The script that the text of a strategy is.
   *
   * @throws IllegalArgumentException in one line, if it is the text of none
   */
  public static Script parse(String strategy) {
    StrategyText text = StrategyText.parse(strategy, Strategies.all());
    if (!text.entry().name().equals(NAME)) {
      throw new IllegalArgumentException("strategy " + text.entry().name() + " is no script");
    }
    return of(text);
  }

  static Script of(StrategyText text) {
    List<Deviation> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.addAll(list(kind, text.get(kind.label())));
    }
    return new Script(all, text.longValue("suffix"));
  }

  /** The same with other deviations. */
  public Script with(List<Deviation> others) {
    return new Script(others, suffix);
  }

  /** The same with its suffix at another step. */
  public Script withSuffix(long step) {
    return new Script(deviations, step);
  }

  /** The deviations of one kind. */
  public List<Deviation> deviations(Kind kind) {
    return deviations.stream().filter(each -> each.kind() == kind).toList();
  }

  /** The text, as a strategy takes it. */
  public String text() {
    StringBuilder text = new StringBuilder(NAME).append(':');
    for (Kind kind : Kind.values()) {
      List<Deviation> ofKind = deviations(kind);
      if (!ofKind.isEmpty()) {
        text.append(kind.label()).append('=')
            .append(ofKind.stream().map(Deviation::toString).collect(Collectors.joining(AND))).append(',');
      }
    }
    return text.append("suffix=").append(suffix).toString();
  }
}
