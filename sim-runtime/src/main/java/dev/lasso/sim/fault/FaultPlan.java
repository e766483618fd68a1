package dev.lasso.sim.fault;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a run suffers, as data.
 *
 * @param triggers when faults fire, by what fails; none of the kinds that are absent do
 * @param crash what a loss of power leaves of a disk
 */
public record FaultPlan(Map<FaultKind, Trigger> triggers, CrashPlan crash) {

  /** Nothing fails. */
  public static final FaultPlan NONE = new FaultPlan(Map.of(), CrashPlan.DEFAULT);

  public FaultPlan {
    EnumMap<FaultKind, Trigger> copy = new EnumMap<>(FaultKind.class);
    copy.putAll(triggers);
    triggers = Collections.unmodifiableMap(copy);
  }

  /**
   * The plan that settings mean, by their names in {@link FaultNames}.
   *
   * @throws IllegalArgumentException in one line, if a name is unknown, a value out of range, or two exclude each other
   */
  public static FaultPlan of(Map<String, String> settings) {
    Map<String, String> rest = new TreeMap<>(settings);
    Map<FaultKind, Trigger> triggers = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      String site = rest.remove(kind.label() + FaultNames.SITE);
      String nth = rest.remove(kind.label() + FaultNames.NTH);
      String probability = rest.remove(kind.label() + FaultNames.PROBABILITY);
      if (site != null || nth != null || probability != null) {
        triggers.put(kind, trigger(kind.label(), site, nth, probability));
      }
    }
    CrashPlan crash = CrashPlan.take(rest);
    for (String name : rest.keySet()) {
      throw new IllegalArgumentException(complaint(name));
    }
    return new FaultPlan(triggers, crash);
  }

  private static String complaint(String name) {
    return FaultNames.all().stream().anyMatch(entry -> entry.name().equals(name))
        ? "fault " + name + " stands for many runs, and explore alone takes it"
        : "there is no fault " + name + ": there are "
            + String.join(", ", FaultNames.all().stream().map(FaultNames.Entry::name).toList());
  }

  private static Trigger trigger(String kind, @Nullable String site, @Nullable String nth,
      @Nullable String probability) {
    if (nth != null && probability != null) {
      throw new IllegalArgumentException(
          "faults " + kind + FaultNames.NTH + " and " + kind + FaultNames.PROBABILITY + " exclude each other");
    }
    Trigger.Occasion occasion = Trigger.ALWAYS;
    if (nth != null) {
      occasion = new Trigger.Occasion.Nth(number(kind + FaultNames.NTH, nth));
    } else if (probability != null) {
      occasion = new Trigger.Occasion.Each(probability(kind + FaultNames.PROBABILITY, probability));
    }
    return new Trigger(site == null ? null : site(kind + FaultNames.SITE, site), occasion);
  }

  private static long number(String name, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(outOfRange(name, "a number from 1", text), malformed);
    }
    throw new IllegalArgumentException(outOfRange(name, "a number from 1", text));
  }

  private static double probability(String name, String text) {
    try {
      double probability = Double.parseDouble(text);
      if (probability > 0 && probability <= 1) {
        return probability;
      }
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(outOfRange(name, "a number above 0 and at most 1", text), malformed);
    }
    throw new IllegalArgumentException(outOfRange(name, "a number above 0 and at most 1", text));
  }

  private static SitePattern site(String name, String text) {
    try {
      return SitePattern.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("fault " + name + ": " + malformed.getMessage(), malformed);
    }
  }

  private static String outOfRange(String name, String range, String text) {
    return "fault " + name + " takes " + range + ", not " + text;
  }

  /** The same plan, but that of one kind the fault with that number fires, among the sites that are planned for. */
  public FaultPlan withNth(FaultKind kind, long number) {
    Map<FaultKind, Trigger> others = new EnumMap<>(FaultKind.class);
    others.putAll(triggers);
    Trigger planned = triggers.get(kind);
    others.put(kind, new Trigger(planned == null ? null : planned.site(), new Trigger.Occasion.Nth(number)));
    return new FaultPlan(others, crash);
  }

  /** The same plan, but that nothing of one kind fails. */
  public FaultPlan without(FaultKind kind) {
    Map<FaultKind, Trigger> others = new EnumMap<>(FaultKind.class);
    others.putAll(triggers);
    others.remove(kind);
    return new FaultPlan(others, crash);
  }

  /** When faults of a kind fire; null if they never do. */
  @Nullable
  Trigger trigger(FaultKind kind) {
    return triggers.get(kind);
  }

  /** Whether faults of a kind may fire. */
  public boolean plans(FaultKind kind) {
    return triggers.containsKey(kind);
  }

  /** Whether nothing is planned. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** The plan as {@link #of} takes it. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    triggers.forEach((kind, trigger) -> {
      if (trigger.site() != null) {
        settings.put(kind.label() + FaultNames.SITE, trigger.site().toString());
      }
      switch (trigger.occasion()) {
        case Trigger.Occasion.Nth nth -> settings.put(kind.label() + FaultNames.NTH, Long.toString(nth.number()));
        case Trigger.Occasion.Each each when trigger.site() == null || each.probability() < 1 ->
          settings.put(kind.label() + FaultNames.PROBABILITY, Double.toString(each.probability()));
        case Trigger.Occasion.Each always -> {}
      }
    });
    settings.putAll(crash.settings());
    return settings;
  }

  @Override
  public String toString() {
    return String.join(" ", settings().entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList());
  }
}
