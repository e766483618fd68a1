package dev.lasso.workloads.tour;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;

/** The tour as a workload. */
public final class JucTourWorkload implements Workload {

  @Override
  public String name() {
    return "juc-tour";
  }

  @Override
  public String description() {
    return "a tour of java.util.concurrent, whose result does not depend on the schedule";
  }

  @Override
  public void run(Run run) throws Exception {
    new JucTour().run();
  }
}
