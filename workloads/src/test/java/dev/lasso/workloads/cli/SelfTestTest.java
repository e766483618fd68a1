package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.RunSpec;
import dev.lasso.workloads.seed.BadInput;
import java.io.ByteArrayOutputStream;
import java.security.Security;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A runtime that runs programs wrongly does not get past its self-test. */
class SelfTestTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "hangs            | a run is STUCK, no thread can run and no timer is pending",
    "fails            | a run is FAILED, uncaught java.lang.AssertionError: an hour took no time",
    "remembersTheLast | seed 1 was not the same run twice; seed 2 was not the same run twice"})
  void failsWhenARun(String method, String said) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(Misbehaving.class.getName(), method,
        System.getProperty("java.class.path"), List.of()));
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    try (ProgramStreams streams = new ProgramStreams(nowhere, nowhere)) {
      Runner runner = new Runner(streams);
      BadInput failed = assertThrows(BadInput.class, () -> SelfTest.ofRuns(runner, spec));
      assertTrue(String.valueOf(failed.getMessage()).contains(said), failed::getMessage);
    }
  }

  /** What a broken runtime would make of the program. */
  @SuppressWarnings("UnusedMethod") // called by name
  private static final class Misbehaving {

    private static final String LEFT = "lasso.self-test.runs";

    static void hangs() throws InterruptedException {
      Object nobody = new Object();
      synchronized (nobody) {
        while (!Thread.currentThread().isInterrupted()) {
          nobody.wait();
        }
      }
    }

    static void fails() {
      throw new AssertionError("an hour took no time");
    }

    static void remembersTheLast() {
      int runs = Integer.parseInt(Objects.requireNonNullElse(Security.getProperty(LEFT), "0")) + 1;
      Security.setProperty(LEFT, Integer.toString(runs));
      for (int i = 0; i < runs; i++) {
        Thread.yield();
      }
    }
  }
}
