package dev.lasso.workloads.live;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;

/** Does the same for long, until it draws a certain number; it asks for its stream by name each time. */
public final class DrawingWorkload implements Workload {

  private static final int ODDS = 1_500;

  @Override
  public String name() {
    return "drawing";
  }

  @Override
  public String description() {
    return "draws until a certain number comes";
  }

  @Override
  public void run(Run run) {
    while (run.random("lot").nextInt(ODDS) != 0) {
      Threads.sleep(10);
    }
  }
}
