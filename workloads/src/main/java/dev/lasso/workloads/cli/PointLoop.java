package dev.lasso.workloads.cli;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.util.List;

/** What {@code bench} measures single points with: threads that read a volatile field in a loop. */
public final class PointLoop implements Workload {

  private volatile int field;

  @Override
  public String name() {
    return "point-loop";
  }

  @Override
  public String description() {
    return "threads read a volatile field in a loop";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("threads", "int", "1", "1..100", "threads that read"),
        new Parameter("reads", "int", "1000000", "1..1000000000", "how often each reads"));
  }

  @Override
  public void run(Run run) throws InterruptedException {
    int reads = run.intParameter("reads");
    Thread[] others = new Thread[run.intParameter("threads") - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Thread(() -> read(reads));
      others[i].start();
    }
    read(reads);
    for (Thread other : others) {
      other.join();
    }
  }

  private void read(int reads) {
    int sum = 0;
    for (int i = 0; i < reads; i++) {
      sum += field;
    }
    if (sum != 0) {
      throw new AssertionError("nobody writes");
    }
  }
}
