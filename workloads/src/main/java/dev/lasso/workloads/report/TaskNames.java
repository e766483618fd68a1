package dev.lasso.workloads.report;

import dev.lasso.sim.trace.TaskStates;
import dev.lasso.sim.trace.TaskStates.Lane;
import dev.lasso.sim.trace.TraceWindow;
import java.util.HashMap;
import java.util.Map;

/** What the tasks of a run are called: by the names of their threads, with their numbers where a name is not unique. */
final class TaskNames {

  private final Map<Integer, String> names = new HashMap<>();

  private TaskNames() {}

  static TaskNames of(TraceWindow window) {
    TaskStates states = window.before();
    window.events().forEach(states::apply);
    Map<String, Integer> bearers = new HashMap<>();
    states.lanes().forEach(lane -> bearers.merge(lane.name(), 1, Integer::sum));
    TaskNames names = new TaskNames();
    for (Lane lane : states.lanes()) {
      boolean unique = bearers.getOrDefault(lane.name(), 0) == 1 && !lane.name().isBlank();
      names.names.put(lane.task(), unique ? lane.name() : lane.name() + "#" + lane.task());
    }
    return names;
  }

  String of(int task) {
    return names.getOrDefault(task, "#" + task);
  }
}
