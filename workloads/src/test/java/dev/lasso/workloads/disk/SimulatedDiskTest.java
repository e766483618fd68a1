package dev.lasso.workloads.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.workloads.OtherJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk of a run is its own: nothing of it is left, nothing of it reaches the machine, whose files only serve it. */
final class SimulatedDiskTest {

  @Test
  void noFileOfARunIsOnTheMachineOrInTheNextRun() {
    String path = Path.of(System.getProperty("java.io.tmpdir"), "lasso-simulated").toString();
    assertLive("main", "makesFiles", path);
    assertFalse(Files.exists(Path.of(path)));
    assertFalse(Files.exists(Path.of("here")));
    assertLive("main", "makesFiles", path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"readsTheJdk", "changesNothingOfTheJdk", "leavesAFileLocked", "leavesAFileMapped",
    "writesWithoutAPoolOfItsOwn", "readsRandomBytes"})
  void servesEveryRunAlike(String program) {
    assertEquals(assertLive(program).traceHash(), assertLive(program).traceHash());
    assertLive(program);
  }

  @Test
  void aZipFileThatOneRunLeavesOpenIsNotThatOfTheNext() {
    assertLive("main", "leavesAZipFileOpen", "one");
    assertLive("main", "leavesAZipFileOpen", "two");
  }

  /** In a JVM of its own, since the JDK opens its source once, here within a run. */
  @Test
  void theJdkKeepsItsSourceOfRandomNumbers(@TempDir Path directory) throws Exception {
    assertEquals(List.of("LIVE", "16 bytes"),
        new OtherJvm(directory, List.of()).linesOf(RandomSource.class, List.of()));
  }

  private static Outcome assertLive(String program, String... arguments) {
    RunSpec.Program.OfMain main = new RunSpec.Program.OfMain(DiskPrograms.class.getName(), program,
        System.getProperty("java.class.path"), List.of(arguments));
    Outcome outcome = Simulation.get().run(RunSpec.of(main).withSeed(1));
    assertEquals(Verdict.LIVE, outcome.verdict(), () -> outcome.summary() + "\n" + outcome.dump());
    return outcome;
  }
}
