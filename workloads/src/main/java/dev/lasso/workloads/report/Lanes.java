package dev.lasso.workloads.report;

import dev.lasso.sim.live.Spans;
import dev.lasso.sim.trace.TaskStates.Doing;
import dev.lasso.sim.trace.TaskStates.Lane;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a run for a terminal: an event a line, with its step, its virtual time, and a column for each task
 * that the lines are about, which says whether the task then ran, could have, or waited. At most 120 columns.
 */
public final class Lanes {

  private static final int COLUMNS = 120;

  /** What all lanes together may take, so that the text has room. */
  private static final int LANES = 48;

  private static final int WIDEST_LANE = 14;
  private static final int GAP = 2;

  /** Lanes as narrow as can be, whose heads are bare numbers. */
  private static final int MOST_LANES = 16;

  /** Events that a row may stand for, roughly. */
  public static final int EVENTS_PER_ROW = 4;

  private final List<LaneRow> rows;
  private final boolean whole;
  private final TaskNames names;
  private final List<Integer> tasks;
  private final List<String> heads;
  private final List<String> lines = new ArrayList<>();

  private Lanes(List<LaneRow> rows, boolean whole, TaskNames names) {
    this.rows = rows;
    this.whole = whole;
    this.names = names;
    tasks = appearing();
    heads = heads();
  }

  /**
   * The last lines; none if there are no events.
   *
   * @param most how many events are shown, 0 or more
   */
  public static List<String> of(TraceWindow window, int most) {
    List<LaneRow> all = LaneRow.of(window, EVENTS_PER_ROW * most);
    if (all.isEmpty()) {
      return List.of();
    }
    boolean whole = window.total() <= (long) EVENTS_PER_ROW * most && all.size() <= most;
    return new Lanes(all.subList(Math.max(0, all.size() - most), all.size()), whole, TaskNames.of(window)).lines();
  }

  /** The tasks that the rows are about: as many as have room, the last to appear. */
  private List<Integer> appearing() {
    TreeSet<Integer> seen = new TreeSet<>();
    for (LaneRow row : rows.reversed()) {
      if (seen.size() >= MOST_LANES) {
        break;
      }
      add(seen, row.event().task());
      switch (row.event().what()) {
        case What.Switched switched -> add(seen, switched.to());
        case What.Woken woken -> add(seen, woken.by());
        case What.Blocked blocked -> add(seen, blocked.holder());
        default -> {}
      }
      row.states().lanes().stream().filter(lane -> lane.doing() == Doing.RUNNING)
          .forEach(lane -> seen.add(lane.task()));
    }
    return List.copyOf(seen);
  }

  private static void add(TreeSet<Integer> seen, int task) {
    if (task != TraceEvent.NOBODY) {
      seen.add(task);
    }
  }

  /** The names of the tasks, cut where they are long; their numbers where even that takes too much room. */
  private List<String> heads() {
    List<String> cut = tasks.stream().map(names::of)
        .map(name -> name.length() <= WIDEST_LANE ? name : name.substring(0, WIDEST_LANE - 2) + "..").toList();
    List<String> numbers = tasks.stream().map(task -> "#" + task).toList();
    return fits(cut) ? cut : fits(numbers) ? numbers : tasks.stream().map(String::valueOf).toList();
  }

  private static boolean fits(List<String> heads) {
    return heads.stream().mapToInt(head -> head.length() + GAP).sum() <= LANES;
  }

  private List<String> lines() {
    lines.add((whole ? "What happened" : "What happened last") + " (# runs, + could run, . waits):");
    lines.add("");
    int step = width("step", rows.stream().map(row -> String.valueOf(row.event().step())).toList());
    int time = width("time", rows.stream().map(row -> Spans.text(row.event().nanos())).toList());
    lines.add("  " + right("step", step) + "  " + right("time", time) + "  " + cells(heads) + "what");
    for (LaneRow row : rows) {
      String margin = "  " + right(String.valueOf(row.event().step()), step) + "  "
          + right(Spans.text(row.event().nanos()), time) + "  "
          + cells(tasks.stream().map(task -> symbol(row.states().lane(task))).toList());
      wrap(margin, row.text() + (row.place().isEmpty() ? "" : "  (" + row.place() + ")"));
    }
    return lines;
  }

  /** Adds a text, broken where it does not fit. */
  private void wrap(String margin, String text) {
    String prefix = margin;
    String rest = text;
    while (prefix.length() + rest.length() > COLUMNS) {
      int room = COLUMNS - prefix.length();
      int space = rest.lastIndexOf(' ', room);
      int cut = space > 0 ? space : room;
      lines.add((prefix + rest.substring(0, cut)).stripTrailing());
      rest = rest.substring(cut).stripLeading();
      prefix = " ".repeat(margin.length() + 2);
    }
    lines.add((prefix + rest).stripTrailing());
  }

  private String cells(List<String> contents) {
    StringBuilder cells = new StringBuilder();
    int gap = fits(heads) ? GAP : 1;
    for (int i = 0; i < contents.size(); i++) {
      cells.append(left(contents.get(i), heads.get(i).length() + gap));
    }
    return cells.toString();
  }

  private static String symbol(@Nullable Lane lane) {
    if (lane == null) {
      return "";
    }
    return switch (lane.doing()) {
      case RUNNING -> "#";
      case READY -> "+";
      case BLOCKED -> ".";
      case ENDED -> "";
    };
  }

  private static int width(String head, List<String> contents) {
    return Math.max(head.length(), contents.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
