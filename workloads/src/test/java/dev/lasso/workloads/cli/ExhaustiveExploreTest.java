package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExhaustiveExploreTest {

  @TempDir private Path directory;

  @Test
  void twinIsExhaustedAndSaysWhatIsNotCovered() {
    Called called = Called.ending(ExitCode.FINE, "explore", "ab-ba-monitors-fixed", "--strategy", "exhaustive");
    assertTrue(called.out().contains("\nexhausted after 2 schedules\n"), called.out());
    assertTrue(called.out().contains("at points=sync: data races between plain accesses are not covered"),
        called.out());
  }

  @Test
  void plainAccessesAreCoveredWhereTheyArePoints() throws IOException {
    assertEquals("exhausted", json(ExitCode.FINE, "lazy-singleton", "sync").get("claim").asText());
    assertEquals("stopped", json(ExitCode.VIOLATION, "lazy-singleton", "fields").get("claim").asText());
  }

  private static JsonNode json(int code, String workload, String points) throws IOException {
    return Called.ending(code, "explore", workload, "--strategy", "exhaustive", "--points", points, "--json").json();
  }

  @Test
  void violationIsRunAgainKeptAndReplayed() {
    Path kept = directory.resolve("kept");
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-locks", "--strategy", "exhaustive", "--out",
        kept.toString());
    assertTrue(called.out().contains("run twice more, once in a fresh class loader: the same trace"), called.out());
    assertTrue(called.out().contains("strategy that makes this schedule: script:"), called.out());
    assertTrue(Called.ending(ExitCode.FINE, "replay", kept.toString()).out().endsWith("exact\n"));
  }

  @Test
  void jsonHasTheClaim() throws IOException {
    JsonNode json = Called.ending(ExitCode.FINE, "explore", "stopped-worker-fixed", "--strategy",
        "exhaustive:preemptions=2", "--max-schedules", "3", "--json").json();
    assertEquals("budget spent", json.get("claim").asText());
    assertEquals(3, json.get("schedules").asLong());
    assertEquals(2, json.get("preemptions").asInt());
    assertTrue(json.get("firstFailure").isNull());
    assertEquals(3, json.get("verdicts").get("LIVE").asLong());
  }

  @Test
  void programThatKnowsTheTimeIsTruncated() {
    Called called = Called.ending(ExitCode.FINE, "explore", "correct-sleep-order", "--strategy", "exhaustive");
    assertTrue(called.out().contains(" because the program waits for time at "), called.out());
  }
}
