package dev.lasso.workloads.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.agent.ProgramLoader;
import dev.lasso.sim.weave.ProgramForm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads run woven code as if it were not woven, beside a simulation, which takes no notice of them. */
@Timeout(120)
final class MixedTest {

  private static final String EXPECTED = "400 400 400 true false";

  @Test
  void wovenCodeOnRealThreadsBesideARun() throws Exception {
    List<Long> alone = hashes();
    FutureTask<List<Long>> beside = new FutureTask<>(MixedTest::hashes);
    Thread simulation = new Thread(beside, "caller of the simulation");
    simulation.start();
    int rounds = 0;
    do {
      assertEquals(EXPECTED, woven().call());
      assertEquals(EXPECTED, new MixedProgram().call());
      rounds++;
    } while (rounds < 3 || !beside.isDone());
    assertEquals(alone, beside.get());
  }

  private static Callable<?> woven() throws Exception {
    try (ProgramLoader loader = new ProgramLoader(System.getProperty("java.class.path"), ProgramForm.PLAIN)) {
      Class<?> type = loader.loadClass(MixedProgram.class.getName());
      assertNotSame(MixedProgram.class, type);
      return (Callable<?>) type.getConstructor().newInstance();
    }
  }

  private static List<Long> hashes() {
    List<Long> hashes = new ArrayList<>();
    RunSpec tour = RunSpec.of(Workloads.of(MixedTest.class.getClassLoader()).program("juc-tour"));
    Simulation.get().explore(tour, 1, 30, outcome -> hashes.add(outcome.traceHash()));
    return hashes;
  }
}
