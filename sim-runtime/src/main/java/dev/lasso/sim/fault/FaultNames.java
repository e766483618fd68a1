package dev.lasso.sim.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the faults of a run can be told, by name. */
public final class FaultNames {

  /** What the name ends with of the setting that chooses one by its number. */
  public static final String NTH = ".nth";
  static final String SITE = ".site";
  static final String PATH = ".path";
  static final String FROM = ".from";
  static final String UNTIL = ".until";
  static final String ARMED = ".armed";
  static final String LASTS = ".lasts";

  /** What the name ends with of the setting that draws. */
  public static final String PROBABILITY = ".probability";

  /** What the name ends with that stands for many runs, one for every site. */
  public static final String EVERY = ".every";

  private static final String DURATIONS = "such as 10s or 250ms";

  /** What a kind can be told: its name goes before, and what fails takes the place of SITE, what it does of FAILS. */
  private static final List<Setting> SETTINGS = List.of(
      new Setting(NTH, "long", "1..9223372036854775807", "the SITE with this number FAILS", kind -> true),
      new Setting(SITE, "string", "Class.method or Class.method:line",
          "only there: every SITE, or those that the other settings choose", kind -> true),
      new Setting(PROBABILITY, "double", "above 0, at most 1", "each SITE FAILS with this probability", kind -> true),
      new Setting(EVERY, "", "takes no value", "explore alone: one run for every SITE, in which that one FAILS",
          kind -> true),
      new Setting(PATH, "string", "a glob such as *.log or **/wal/*", "only in these files", FaultKind::isOfFiles),
      new Setting(FROM, "duration", DURATIONS, "only from this virtual time on", kind -> true),
      new Setting(UNTIL, "duration", DURATIONS, "only until this virtual time", kind -> true),
      new Setting(ARMED, "double", "above 0, at most 1", "only at such a part of the sites, which each run draws",
          kind -> true),
      new Setting(LASTS, "boolean", "true", "once it has happened to a file, it always does", FaultKind::isError));

  private static final List<Entry> OTHERS = List.of(
      new Entry(CrashPlan.ORDER, "string", CrashPlan.ORDERS,
          "in which order changes reach a disk that may lose its power"),
      new Entry(CrashPlan.ENUMERATE, "int", "1.." + CrashPlan.MOST,
          "after a loss of power every state of the disk is tried if there are at most so many, else some"),
      new Entry(DiskPlan.BYTES, "long", "1..9223372036854775807",
          "how much the files of a run may take, in whole pages of 4096 bytes"),
      new Entry(DiskPlan.LATENCY, "duration", "such as 100us, or 100us..10ms",
          "how long each disk request takes, or between what it is drawn"),
      new Entry(DiskPlan.BANDWIDTH, "long", "1..9223372036854775807",
          "how many bytes a disk request moves in a second"),
      new Entry(DiskPlan.DEPTH, "int", "1.." + DiskPlan.MOST_DEPTH, "how many disk requests are served at a time"),
      new Entry(DiskPlan.STALL, "duration", DURATIONS, "how long a disk request takes that stalls"));

  private static final List<Entry> ENTRIES = entries();

  private FaultNames() {}

  private record Setting(String suffix, String kind, String range, String description, Predicate<FaultKind> takenBy) {

    Entry of(FaultKind fault) {
      return new Entry(fault.label() + suffix, kind, range,
          description.replace("SITE", fault.site()).replace("FAILS", fault.effect()));
    }

    Entry ofAny() {
      boolean all = Arrays.stream(FaultKind.values()).allMatch(takenBy);
      String takers = all
          ? ""
          : " (" + Arrays.stream(FaultKind.values()).filter(takenBy).map(FaultKind::label)
              .collect(Collectors.joining(", ")) + ")";
      return new Entry("*" + suffix, kind, range,
          description.replace("SITE", "one").replace("FAILS", "fails") + takers);
    }
  }

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

  /** For a person: each kind once, and what any of them can be told. */
  public static List<Entry> overview() {
    List<Entry> overview = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      overview.add(new Entry(kind.label(), "", "", kind.site() + " " + kind.effect()));
    }
    SETTINGS.forEach(setting -> overview.add(setting.ofAny()));
    overview.addAll(OTHERS);
    return overview;
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      SETTINGS.stream().filter(setting -> setting.takenBy.test(kind)).forEach(setting -> entries.add(setting.of(kind)));
    }
    entries.addAll(OTHERS);
    return List.copyOf(entries);
  }

  /** What is wrong with a name that no plan takes. */
  static String complaint(String name) {
    if (ENTRIES.stream().anyMatch(entry -> entry.name().equals(name))) {
      return "fault " + name + " stands for many runs, and explore alone takes it";
    }
    String kind = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    List<String> same = ENTRIES.stream().map(Entry::name).filter(known -> known.startsWith(kind + ".")).toList();
    return "there is no fault " + name + (same.isEmpty()
        ? ": there are " + String.join(", ",
            ENTRIES.stream().map(entry -> entry.name().replaceAll("\\..*", "")).distinct().toList())
            + ", each with settings of its own"
        : ": there are " + String.join(", ", same));
  }
}
