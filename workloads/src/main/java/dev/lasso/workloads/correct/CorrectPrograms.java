package dev.lasso.workloads.correct;

import dev.lasso.sim.Workload.Parameter;
import dev.lasso.sim.WorkloadCatalogue;
import java.util.List;

/** The table of correct programs. */
public final class CorrectPrograms implements WorkloadCatalogue {

  @Override
  public List<CorrectProgram> workloads() {
    return List.of(counter("correct-locked-counter", false, "100"), counter("correct-locked-loop", true, "100000"),
        plain("correct-timed-wait", "while (!ready) wait(100), and a late setter that notifies nobody"),
        plain("correct-sleep-order", "what happens after sleep(10) is seen after sleep(200)"),
        spin("correct-spin-wait", "ON_SPIN_WAIT", "while (!ready) onSpinWait(), and a sleeping setter"),
        spin("correct-spin-yield", "YIELD", "while (!ready) yield(), and a sleeping setter"),
        spin("correct-spin-plain", "PLAIN", "a loop on a plain field that calls nothing, and a sleeping setter"),
        new CorrectProgram("correct-deadline-loop", "two threads poll nanoTime until a deadline", true, List.of(),
            List.of()),
        plain("correct-backoff", "two locks tried in opposite orders, with jittered and limited back-off"),
        plain("correct-idle-daemon", "a daemon still waits in its queue when the program ends"));
  }

  private static CorrectProgram counter(String name, boolean longLoop, String increments) {
    return new CorrectProgram(name, "two threads count with a monitor held, " + increments + " times each", longLoop,
        List.of(increments),
        List.of(new Parameter("increments", "int", increments, "1..1000000", "how often each thread counts")));
  }

  private static CorrectProgram spin(String name, String way, String description) {
    return new CorrectProgram(name, description, true, List.of(way), List.of());
  }

  private static CorrectProgram plain(String name, String description) {
    return new CorrectProgram(name, description, false, List.of(), List.of());
  }
}
