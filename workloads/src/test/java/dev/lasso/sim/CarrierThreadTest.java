package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.agent.Installation;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.workloads.tour.JucTourWorkload;
import org.junit.jupiter.api.Test;

/** The watch over the carrier. */
class CarrierThreadTest {

  @Test
  void theSameRunAgainIsProgress() {
    Simulation simulation = Simulation.get();
    Scheduler scheduler = Installation.get().scheduler();
    RunSpec spec = RunSpec
        .of(new RunSpec.Program.OfWorkload(JucTourWorkload.class.getName(), new JucTourWorkload().name()));
    Outcome first = simulation.run(spec);
    long progress = scheduler.progress();
    Outcome second = simulation.run(spec);
    assertEquals(first.traceHash(), second.traceHash());
    assertTrue(scheduler.progress() > progress, () -> "stays at " + progress);
  }
}
