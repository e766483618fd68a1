package dev.lasso.sim.fault;

import java.util.ArrayList;
import java.util.List;

/** What the faults of a run can be told, by name. */
public final class FaultNames {

  /** What the name ends with of the setting that chooses one by its number. */
  public static final String NTH = ".nth";
  static final String SITE = ".site";

  /** What the name ends with of the setting that draws. */
  public static final String PROBABILITY = ".probability";

  /** What the name ends with that stands for many runs, one for every site. */
  public static final String EVERY = ".every";

  private static final List<Entry> ENTRIES = entries();

  private FaultNames() {}

  /**
   * A name as a list shows it.
   *
   * @param kind what its value is: int, double or string; empty where it takes none
   * @param range what its value may be
   */
  public record Entry(String name, String kind, String range, String description) {}

  /** All of them. */
  public static List<Entry> all() {
    return ENTRIES;
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      String name = kind.label();
      entries.add(new Entry(name + NTH, "long", "1..9223372036854775807",
          "the " + kind.site() + " with this number " + kind.effect()));
      entries.add(new Entry(name + SITE, "string", "Class.method or Class.method:line",
          "only there: every " + kind.site() + ", or those that the other settings choose"));
      entries.add(new Entry(name + PROBABILITY, "double", "above 0, at most 1",
          "each " + kind.site() + " " + kind.effect() + " with this probability"));
      entries.add(new Entry(name + EVERY, "", "takes no value",
          "explore alone: one run for every " + kind.site() + ", in which that one " + kind.effect()));
    }
    entries.add(new Entry(CrashPlan.ORDER, "string", CrashPlan.ORDERS,
        "in which order changes reach a disk that may lose its power"));
    entries.add(new Entry(CrashPlan.ENUMERATE, "int", "1.." + CrashPlan.MOST,
        "after a loss of power every state of the disk is tried if there are at most so many, else some"));
    return List.copyOf(entries);
  }
}
