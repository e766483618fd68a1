package dev.lasso.sim.trace;

import dev.lasso.sim.trace.TraceEvent.What;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each task of a run is doing, as the events tell it. */
public final class TaskStates {

  private final TreeMap<Integer, Lane> lanes = new TreeMap<>();

  /** The task on the carrier. */
  private int running = TraceEvent.NOBODY;

  /** What a task can be doing. */
  public enum Doing {
    /** It runs. */
    RUNNING,
    /** It could. */
    READY,
    /** It waits. */
    BLOCKED,
    /** It has ended. */
    ENDED
  }

  /**
   * One task.
   *
   * @param since the event by which it came to do this
   * @param waitsFor what it waits for, or has waited for last
   */
  public record Lane(int task, String name, boolean daemon, Doing doing, TraceEvent since,
      @Nullable TraceEvent waitsFor) {

    private Lane with(Doing next, TraceEvent by) {
      return new Lane(task, name, daemon, next, by, by.what() instanceof What.Blocked ? by : waitsFor);
    }
  }

  /** States as they are now, which go on by themselves. */
  public TaskStates copy() {
    TaskStates copy = new TaskStates();
    copy.lanes.putAll(lanes);
    copy.running = running;
    return copy;
  }

  /**
   * An event has happened.
   *
   * @return the lanes that it has changed, as they were before
   */
  public List<Lane> apply(TraceEvent event) {
    List<Lane> before = new ArrayList<>(2);
    int task = event.task();
    switch (event.what()) {
      case What.Started started -> {
        boolean first = started.by() == TraceEvent.NOBODY;
        running = first ? task : running;
        lanes.put(task, new Lane(task, started.name(), started.daemon(), first ? Doing.RUNNING : Doing.READY, event,
            null));
      }
      case What.Switched switched -> {
        running = switched.to();
        Lane from = lanes.get(task);
        if (from != null && from.doing == Doing.RUNNING) {
          change(task, Doing.READY, event, before);
        }
        change(switched.to(), Doing.RUNNING, event, before);
      }
      case What.Blocked blocked -> change(task, Doing.BLOCKED, event, before);
      case What.Overtaken overtaken -> change(task, Doing.BLOCKED, event, before);
      // A task that waits with nobody else to run stays on the carrier.
      case What.Woken woken -> change(task, task == running ? Doing.RUNNING : Doing.READY, event, before);
      case What.Ended ended -> change(task, Doing.ENDED, event, before);
      default -> {}
    }
    return before;
  }

  private void change(int task, Doing doing, TraceEvent event, List<Lane> before) {
    Lane lane = lanes.get(task);
    if (lane != null) {
      before.add(lane);
      lanes.put(task, lane.with(doing, event));
    }
  }

  /** All tasks that have begun, by number. */
  public List<Lane> lanes() {
    return List.copyOf(lanes.values());
  }

  /** One task, or null if it has not begun. */
  public @Nullable Lane lane(int task) {
    return lanes.get(task);
  }

  /** The name of a task. */
  public String name(int task) {
    Lane lane = lanes.get(task);
    return lane == null ? "#" + task : lane.name;
  }
}
