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
 * @param disk how large and how fast the disk is
 */
public record FaultPlan(Map<FaultKind, Trigger> triggers, CrashPlan crash, DiskPlan disk) {

  /** Nothing fails. */
  public static final FaultPlan NONE = new FaultPlan(Map.of(), CrashPlan.DEFAULT, DiskPlan.DEFAULT);

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
    Settings rest = new Settings(settings);
    Map<FaultKind, Trigger> triggers = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      Trigger trigger = Trigger.take(kind, rest);
      if (trigger != null) {
        triggers.put(kind, trigger);
      }
    }
    FaultPlan plan = new FaultPlan(triggers, CrashPlan.take(rest), DiskPlan.take(rest));
    for (String name : rest.left()) {
      throw new IllegalArgumentException(FaultNames.complaint(name));
    }
    return plan;
  }

  /** The same plan, but that of one kind the fault with that number fires, among the sites that are planned for. */
  public FaultPlan withNth(FaultKind kind, long number) {
    Map<FaultKind, Trigger> others = new EnumMap<>(FaultKind.class);
    others.putAll(triggers);
    Trigger planned = triggers.get(kind);
    Trigger.Occasion occasion = new Trigger.Occasion.Nth(number);
    others.put(kind, planned == null
        ? new Trigger(Scope.ALL, occasion, false)
        : new Trigger(planned.scope(), occasion, planned.lasts()));
    return new FaultPlan(others, crash, disk);
  }

  /** The same plan, but that nothing of one kind fails. */
  public FaultPlan without(FaultKind kind) {
    Map<FaultKind, Trigger> others = new EnumMap<>(FaultKind.class);
    others.putAll(triggers);
    others.remove(kind);
    return new FaultPlan(others, crash, disk);
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
    triggers.forEach((kind, trigger) -> trigger.addTo(settings, kind));
    settings.putAll(crash.settings());
    settings.putAll(disk.settings());
    return settings;
  }

  @Override
  public String toString() {
    return Settings.text(settings());
  }
}
