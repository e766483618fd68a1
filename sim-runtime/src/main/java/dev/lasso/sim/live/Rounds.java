package dev.lasso.sim.live;

import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sync.Reads;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches what tasks do in the rounds of a loop, beside moving from state to state. */
final class Rounds implements TraceListener {

  private final Scheduler scheduler;
  private final Reads reads;
  private final Map<String, Set<Integer>> takers = new HashMap<>();
  private final Map<Integer, Set<String>> places = new HashMap<>();
  private final Set<Integer> waitsForTime = new HashSet<>();
  private boolean timed;
  private long wallClock;
  private long clocks;
  private long outside;

  /**
   * What tasks do in the rounds of a loop.
   *
   * @param fieldsRead the names of fields that they read
   * @param readsWallClock whether one reads the wall clock
   * @param actsOutside whether one acts on files, or on memory outside the heap
   * @param timed whether one waits for time, or reads a clock
   * @param starving who waits all the time for what others take and give back, and must end
   */
  record Doing(Set<String> fieldsRead, boolean readsWallClock, boolean actsOutside, boolean timed,
      List<Starving> starving) {}

  /** A task that waits in vain, and for what. */
  record Starving(String thread, String object) {

    @Override
    public String toString() {
      return "\"" + thread + "\" for " + object;
    }
  }

  Rounds(Scheduler scheduler, Reads reads) {
    this.scheduler = scheduler;
    this.reads = reads;
  }

  /** The loop begins; no task is on the carrier. */
  void enter() {
    reads.keep();
    wallClock = reads.wallClock();
    clocks = reads.clocks();
    outside = reads.outside();
    scheduler.tracing().to(this);
    begin();
  }

  @Override
  public void begin() {
    takers.clear();
    places.clear();
    waitsForTime.clear();
    timed = false;
  }

  @Override
  public void event(TraceEvent event) {
    switch (event.what()) {
      case What.Acquired acquired -> takes(event.task(), acquired.object());
      case What.Called called -> takes(event.task(), called.object());
      case What.Blocked blocked -> {
        places.computeIfAbsent(event.task(), first -> new HashSet<>()).add(event.frame());
        if (blocked.deadline() != TraceEvent.NEVER) {
          waitsForTime.add(event.task());
          timed = true;
        }
      }
      default -> {
      }
    }
  }

  private void takes(int task, String object) {
    takers.computeIfAbsent(object, first -> new HashSet<>()).add(task);
  }

  @Override
  public void end(Map<String, String> fields) {}

  /** The rounds are over, and the run with them; its state is still there. */
  Doing doing() {
    return new Doing(reads.names(), reads.wallClock() > wallClock, reads.outside() > outside,
        timed || reads.clocks() > clocks, starving());
  }

  private List<Starving> starving() {
    Map<Task, String> waiting = new HashMap<>();
    for (Task task : scheduler.tasks()) {
      String object = waitsAllTheTime(task) ? scheduler.tracing().taken(task) : null;
      if (object != null) {
        waiting.put(task, object);
      }
    }
    return scheduler.tasks().stream().filter(task -> Owed.mustEnd(task) && waiting.containsKey(task))
        .filter(task -> isTakenByOthers(waiting.get(task), waiting.keySet()))
        .map(task -> new Starving(task.thread().getName(), waiting.getOrDefault(task, ""))).toList();
  }

  /** Either it never goes on, or whenever it does it is back at the same place of the program. */
  private boolean waitsAllTheTime(Task task) {
    return !task.hasEnded() && !task.isEnabled() && !task.hasTimer() && !waitsForTime.contains(task.id())
        && places.getOrDefault(task.id(), Set.of()).size() <= 1;
  }

  private boolean isTakenByOthers(@Nullable String object, Set<Task> waiting) {
    Set<Integer> others = new LinkedHashSet<>(takers.getOrDefault(object, Set.of()));
    waiting.forEach(task -> others.remove(task.id()));
    return !others.isEmpty();
  }
}
