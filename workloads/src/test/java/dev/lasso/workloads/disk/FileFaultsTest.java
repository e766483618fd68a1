package dev.lasso.workloads.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FaultPlan;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a call on files can go wrong is seen by the program as the JDK and Linux show it. */
final class FileFaultsTest {

  private static RunSpec spec(String program, String faults) {
    return FileRuns.spec(FaultyFiles.class, program, faults);
  }

  @ParameterizedTest
  @CsvSource({"everyReadFails,read.path=/run/file", "theSecondReadFails,read.path=/run/* read.nth=2",
    "everyWriteFails,write.path=file", "everySyncFails,sync.path=/run**", "everySyncFails,sync.probability=1",
    "everyOpenFails,open.path=file", "thereAreNoDescriptors,descriptor.probability=1", "noNameChanges,name.path=/run/*",
    "thereIsNoSpace,space.path=file", "thereIsSpaceForThreePages,disk.bytes=12288",
    "readsAreShort,short-read.probability=1",
    "writesAreShort,short-write.probability=1", "oneBitIsWrongOnce,bit-flip.nth=1",
    "oneBitIsWrongFromNowOn,bit-rot.nth=1",
    "anErrorStaysWithItsFile,read.nth=1 read.lasts=true", "onlyLogsFail,write.path=*.log",
    "fromTheSecondToTheThirdSecond,write.from=2s write.until=3s"})
  void callFailsAsItIsPlanned(String program, String faults) {
    Outcome outcome = Simulation.get().run(spec(program, faults));
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    assertEquals(faults.startsWith("disk") ? 0 : 1, Math.clamp(outcome.faults().count(), 0, 1), outcome::dump);
    assertEquals(Map.of(), outcome.faults().silent());
    assertEquals(outcome.traceHash(), Simulation.get().run(spec(program, faults)).traceHash());
    Outcome unharmed = Simulation.get().run(spec(program, faults).withFaults(FaultPlan.NONE));
    assertEquals(Verdict.FAILED, unharmed.verdict(), "the program does not see its faults");
  }

  @Test
  void whatHasHappenedIsToldWithItsFile() {
    Outcome outcome = Simulation.get().run(spec("onlyLogsFail", "write.path=file"));
    assertEquals("/run/file", outcome.faults().fired().getFirst().path());
    assertEquals(1, outcome.faults().count(FaultKind.WRITE));
    assertTrue(outcome.dump().contains("file write 1 failed with EIO, /run/file, at "), outcome::dump);
  }

  @Test
  void everyCallThatAnErrorMeetsIsCounted() {
    assertEquals(2,
        Simulation.get().run(spec("anErrorStaysWithItsFile", "read.nth=1 read.lasts=true")).faults().count());
  }

  @Test
  void patternThatMatchesNoFileIsAWarning() {
    Outcome outcome = Simulation.get().run(spec("onlyLogsFail", "read.path=*.sst"));
    assertEquals("fault read.path=*.sst matched nothing: there was no file read of *.sst",
        outcome.faults().silent().get(FaultKind.READ));
  }

  @Test
  void eachRunArmsOtherSites() {
    long fired = 0;
    long runs = 200;
    for (long seed = 1; seed <= runs; seed++) {
      Outcome outcome = Simulation.get().run(spec("thereAreNoDescriptors", "descriptor.armed=0.25").withSeed(seed));
      fired += outcome.faults().count() > 0 ? 1 : 0;
    }
    assertTrue(fired > runs / 8 && fired < runs * 3 / 4, fired + " of " + runs);
  }

  @Test
  void bitsAreDrawnFromTheSeed() {
    RunSpec spec = spec("oneBitIsWrongOnce", "bit-flip.nth=1");
    assertNotEquals(Simulation.get().run(spec.withSeed(1)).traceHash(),
        Simulation.get().run(spec.withSeed(2)).traceHash());
  }
}
