package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lasso.sim.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --fault} does and what is said of it. */
class FaultsTest {

  @TempDir private Path directory;

  private static String lineWith(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).findFirst().orElse("no line with " + part + " in " + text);
  }

  // One plan ---------------------------------------------------------------------------------------------------------

  @Test
  void dumpNamesTheFaultWithItsPlaceTimeAndThread() {
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "request-gate", "--seed", "1", "--fault",
        "allocation.site=RequestGate.answer", "--fault", "allocation.nth=1");
    assertTrue(called.out().contains("\nSTUCK, deadlock"), called.out());
    assertTrue(lineWith(called.out(), "  allocation 1 failed").matches(
        "  allocation 1 failed at dev\\.lasso\\.workloads\\.faulty\\.RequestGate\\.answer:\\d+ in \"client\", at \\S+ us, step \\d+"),
        called.out());
    assertTrue(called.out().contains("faults allocation.nth=1 allocation.site=RequestGate.answer"), called.out());
    assertTrue(called.out().contains("run twice more, once in a fresh class loader: the same trace"), called.out());
  }

  @Test
  void faultOfALiveRunIsNamedToo() throws IOException {
    String[] call = {"explore", "async-workers-fixed", "--seed", "1", "--fault", "spawn.nth=2"};
    Called called = Called.ending(ExitCode.FINE, call);
    assertTrue(lineWith(called.out(), "fault: ").startsWith("fault: thread start 2 failed at "), called.out());
    String[] json = java.util.Arrays.copyOf(call, call.length + 1);
    json[call.length] = "--json";
    JsonNode line = Called.ending(ExitCode.FINE, json).json();
    assertEquals(1, line.get("faultsFired").asInt());
    JsonNode fault = line.get("faults").get(0);
    assertEquals("spawn", fault.get("kind").asText());
    assertEquals(2, fault.get("number").asInt());
    assertEquals("main", fault.get("thread").asText());
    assertTrue(fault.get("site").asText().startsWith("dev.lasso.workloads.faulty.AsyncWorkers.start:"), line::toString);
  }

  @Test
  void searchCountsTheFaultsOfAllItsSchedules() {
    Called called = Called.ending(ExitCode.FINE, "explore", "async-workers-fixed", "--seeds", "1..100", "--fault",
        "spawn.probability=0.2");
    assertTrue(lineWith(called.out(), "explored: ").matches(
        ".*, faults spawn\\.probability=0\\.2 \\([1-9]\\d* fired in [1-9]\\d* schedules\\), .*"), called.out());
    assertFalse(called.out().contains("warning"), called.out());
  }

  @Test
  void siteThatMatchesNothingIsAWarning() {
    for (String seeds : List.of("1..1", "1..20")) {
      Called called = Called.ending(ExitCode.FINE, "explore", "async-workers", "--seeds", seeds, "--fault",
          "spawn.site=AsyncWorkers.stop");
      assertTrue(called.out().contains("warning: fault spawn.site=AsyncWorkers.stop matched nothing: there was no "
          + "thread start at AsyncWorkers.stop\n"), called.out());
    }
  }

  @Test
  void numberThatIsNeverReachedIsAWarning() {
    Called called = Called.ending(ExitCode.FINE, "explore", "async-workers", "--seed", "1", "--fault", "spawn.nth=4");
    assertTrue(called.out().contains("warning: fault spawn.nth=4 did not fire: there were 3 thread starts\n"),
        called.out());
  }

  // Seeds ------------------------------------------------------------------------------------------------------------

  @Test
  void seedKeepsItsFaultsAndReplaysExactly() throws IOException {
    Path seed = directory.resolve("seed");
    Called.ending(ExitCode.VIOLATION, "explore", "async-workers", "--seed", "3", "--fault", "spawn.nth=2", "--out",
        seed.toString());
    JsonNode spec = new ObjectMapper().readTree(seed.resolve("seed.json").toFile()).get("spec");
    assertEquals("{\"spawn.nth\":\"2\"}", spec.get("faults").toString());
    Called replayed = Called.ending(ExitCode.FINE, "replay", seed.toString());
    assertTrue(replayed.out().contains("thread start 2 failed"), replayed.out());
    assertTrue(replayed.out().endsWith("\nexact\n"), replayed.out());
    String before = Files.readString(seed.resolve("seed.json"));
    Called.ending(ExitCode.FINE, "replay", seed.toString(), "--refresh");
    assertEquals(before, Files.readString(seed.resolve("seed.json")));
  }

  @Test
  void whatAFailureOwesToAFaultIsSeenWithoutIt() {
    Path seed = directory.resolve("seed");
    Called.ending(ExitCode.VIOLATION, "explore", "async-workers", "--seed", "3", "--fault", "spawn.nth=2", "--out",
        seed.toString());
    Called without = Called.ending(ExitCode.FINE, "replay", seed.toString(), "--fault", "none");
    assertTrue(without.out().contains("\nLIVE"), without.out());
    assertTrue(without.out().endsWith("a counterfactual: the seed itself is STUCK\n"), without.out());
    Called.ending(ExitCode.VIOLATION, "replay", seed.toString(), "--fault", "spawn.nth=3");
    Called.ending(ExitCode.FINE, "replay", seed.toString(), "--fault", "spawn.nth=4");
  }

  @Test
  void seedWithoutFaultsSaysNothingOfThem() throws IOException {
    Path seed = directory.resolve("seed");
    Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors", "--out", seed.toString());
    assertFalse(Files.readString(seed.resolve("seed.json")).contains("fault"));
  }

  // Every site -------------------------------------------------------------------------------------------------------

  @Test
  void everyStartHasARowUntilTheFirstViolation() {
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "async-workers", "--fault", "spawn.every");
    assertTrue(called.out().contains("\nSTUCK, deadlock"), called.out());
    assertTrue(lineWith(called.out(), "k  site").matches("k  site +verdict +summary"), called.out());
    assertTrue(lineWith(called.out(), "1  dev").matches(
        "1  dev\\.lasso\\.workloads\\.faulty\\.AsyncWorkers\\.start:\\d+ +STUCK +no thread can run and no timer is pending"),
        called.out());
    assertTrue(called.out().contains("total: 1 thread start: 1 STUCK; stopped there, --keep-going goes on\n"),
        called.out());
    assertTrue(called.out().contains("again: ./lasso explore async-workers --fault spawn.nth=1 --seed 1 "),
        called.out());
    assertEquals("", called.err());
  }

  @Test
  void everyAllocationHasItsTurnAndTheWorstIsReported() throws IOException {
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "request-gate", "--fault", "allocation.every",
        "--keep-going", "--json");
    JsonNode json = called.json();
    assertTrue(json.get("complete").asBoolean());
    assertEquals("STUCK", json.get("verdict").asText());
    JsonNode runs = json.get("runs");
    assertEquals(runs.size() + 1, json.get("schedules").asInt());
    int stuck = 0;
    for (int i = 0; i < runs.size(); i++) {
      assertEquals(i + 1, runs.get(i).get("k").asInt());
      stuck += runs.get(i).get("verdict").asText().equals("STUCK") ? 1 : 0;
      assertEquals(runs.get(i).get("verdict").asText().equals("FAILED"),
          !runs.get(i).get("site").asText().contains("RequestGate.answer:"), json::toString);
    }
    assertEquals(3, stuck);
    assertEquals(stuck, json.get("verdicts").get("STUCK").asInt());
    assertTrue(called.err().contains("STUCK 3") || called.err().contains("3 STUCK"), called.err());
  }

  @Test
  void whatIsNamedFailsAlone() throws IOException {
    Path seed = directory.resolve("seed");
    JsonNode every = Called.ending(ExitCode.VIOLATION, "explore", "request-gate", "--fault", "allocation.every",
        "--fault", "allocation.site=RequestGate.answer", "--seeds", "1..3", "--json", "--out", seed.toString()).json();
    JsonNode first = every.get("runs").get(0);
    JsonNode alone = Called.ending(ExitCode.VIOLATION, "explore", "request-gate", "--fault",
        "allocation.site=RequestGate.answer", "--fault", "allocation.nth=" + first.get("k").asText(), "--seed",
        first.get("seed").asText(), "--json").json();
    assertEquals(every.get("traceHash"), alone.get("traceHash"));
    assertEquals(every.get("fingerprint"), alone.get("fingerprint"));
    assertEquals("exact",
        Called.ending(ExitCode.FINE, "replay", seed.toString(), "--json").json().get("replay").asText());
  }

  @Test
  void everyFaultOfASeedIsTriedUnderThatSeed() throws IOException {
    Path seed = directory.resolve("seed");
    Called.ending(ExitCode.FINE, "explore", "request-gate", "--seed", "7", "--out", seed.toString());
    JsonNode runs = Called.ending(ExitCode.VIOLATION, "explore", seed.toString(), "--fault", "allocation.every",
        "--keep-going", "--json").json().get("runs");
    assertTrue(runs.size() > 3, runs::toString);
    runs.forEach(run -> assertEquals(7, run.get("seed").asLong()));
  }

  @Test
  void everyStartOfATwinIsLive() {
    Called called = Called.ending(ExitCode.FINE, "explore", "async-workers-fixed", "--fault", "spawn.every", "--seeds",
        "1..10");
    assertTrue(lineWith(called.out(), "k  site").matches("k  site +verdict +seed +summary"), called.out());
    assertTrue(called.out().contains("total: 3 thread starts: 3 LIVE\n"), called.out());
    assertTrue(called.out().contains("40 schedules"), called.out());
  }

  @Test
  void programWithoutSuchASiteSaysSo() {
    Called called = Called.ending(ExitCode.FINE, "explore", "async-workers", "--fault", "spawn.every", "--fault",
        "spawn.site=Nowhere.at");
    assertTrue(called.out().contains("warning: fault spawn.site=Nowhere.at matched nothing"), called.out());
    assertTrue(called.out().contains("total: 0 thread starts\n"), called.out());
  }

  @Test
  void enumerationThatIsNotDecidedIsNotFine() throws IOException {
    JsonNode json = Called.ending(ExitCode.UNDECIDED, "explore", "async-workers-fixed", "--fault", "spawn.every",
        "--max-steps", "3", "--json").json();
    assertEquals("SUSPECTED", json.get("verdict").asText());
  }

  @Test
  void commandIsRetypedForOneFault() {
    for (String flag : List.of("--fault allocation.every", "--fault=allocation.every")) {
      assertEquals("./lasso explore request-gate " + flag.replace("every", "nth=9") + " --seed 4",
          RetypedCommand.forFault(List.of(("explore request-gate " + flag + " --keep-going").split(" ")),
              FaultKind.ALLOCATION, 9, 4));
    }
  }

  // The engine -------------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"spawn.every", "allocation.every"})
  void openOfAConnectionSurvivesEveryFailure(String fault) throws IOException {
    JsonNode line = Called.ending(ExitCode.FINE, "explore", "async-open", "--set", "operations=1", "--fault", fault,
        "--json").json();
    assertTrue(line.get("complete").asBoolean(), line::toString);
    assertEquals(line.get("runs").size(), line.get("verdicts").get("LIVE").asInt(), line::toString);
    assertTrue(line.get("runs").size() > 3, line::toString);
  }
}
