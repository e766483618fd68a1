package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lasso.workloads.races.RacyPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RacesFlagTest {

  @TempDir private Path directory;

  private static String[] explore(String method, String... more) {
    List<String> arguments = new ArrayList<>(List.of("explore", "--main", RacyPrograms.class.getName(), "--method",
        method, "--classpath", System.getProperty("java.class.path", "")));
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(new String[0]);
  }

  @Test
  void raceIsAViolationBesideTheVerdictAndShownWithBothStacks() {
    Called called = Called.ending(ExitCode.VIOLATION, explore("unsynchronizedCounter", "--races"));
    assertTrue(called.err().contains("\ndata race on dev.lasso.workloads.races.RacyPrograms.hits\n  #"), called.err());
    assertTrue(called.err().contains("\n  and #"), called.err());
    assertTrue(called.err().contains("LIVE: all that was owed was done\n"), called.err());
    assertTrue(called.err().contains("run twice more, once in a fresh class loader: the same trace"), called.err());
    assertTrue(called.err().contains("broke: data race on dev.lasso.workloads.races.RacyPrograms.hits"), called.err());
    assertTrue(called.err().contains("--races --seed 1 (with --out DIR it is kept)"), called.err());
  }

  @Test
  void nobodyLooksUnlessAsked() throws IOException {
    Called.ending(ExitCode.VIOLATION, explore("unsynchronizedCounter", "--races"));
    JsonNode json = Called.ending(ExitCode.FINE, explore("unsynchronizedCounter", "--seed", "1", "--json")).json();
    assertEquals(0, json.get("races").size());
  }

  @Test
  void jsonHasTheRacesAndAccessesArePoints() throws IOException {
    JsonNode json = Called.ending(ExitCode.VIOLATION, explore("twoLocks", "--races", "--json")).json();
    assertEquals("fields", json.get("points").asText());
    assertEquals("LIVE", json.get("verdict").asText());
    assertEquals(json.get("seed"), json.get("firstFailure"));
    JsonNode race = json.get("races").get(0);
    assertTrue(race.get("variable").asText().endsWith("RacyPrograms.hits"), race::toString);
    for (String side : List.of("first", "second")) {
      assertTrue(race.get(side).get("frames").get(0).asText().contains("twoLocks"), race::toString);
      assertTrue(race.get(side).get("step").asLong() > 0, race::toString);
    }
  }

  @Test
  void racesAreCountedWhereTheSearchGoesOn() {
    Called called = Called.ending(ExitCode.VIOLATION,
        explore("unsynchronizedCounter", "--races", "--keep-going", "--seeds", "1..20"));
    assertTrue(called.err().contains("schedules: 20 LIVE; 20 with data races\n"), called.err());
    assertTrue(called.err().contains(" x data race on "), called.err());
  }

  @Test
  void everyScheduleCanBeLookedAt() {
    Called called = Called.ending(ExitCode.VIOLATION,
        explore("unsynchronizedCounter", "--races", "--strategy", "exhaustive"));
    assertTrue(called.err().contains("data race on "), called.err());
    assertTrue(called.err().contains("--strategy script:"), called.err());
  }

  @Test
  void replayKeepsThePointsOfTheSeedAndIsExact() throws IOException {
    Path seed = directory.resolve("seed");
    Called.ending(ExitCode.FINE,
        explore("unsynchronizedCounter", "--points", "sync", "--seed", "3", "--out", seed.toString()));
    Called called = Called.ending(ExitCode.VIOLATION, "replay", seed.toString(), "--races");
    assertTrue(called.err().contains("data race on "), called.err());
    assertTrue(called.err().contains("races: 1, at points=sync, those of the seed\n"), called.err());
    assertTrue(called.err().contains("\nexact\n"), called.err());
    Called.ending(ExitCode.FINE, "replay", seed.toString());
  }

  @Test
  void oneFaultForEverySiteIsRefused() {
    Called called = Called.ending(ExitCode.BAD_INPUT,
        explore("unsynchronizedCounter", "--races", "--fault", "allocation.every"));
    assertTrue(called.err().contains("--races goes with a fault at one site, not with one for every site"),
        called.err());
  }

  @Test
  void correctProgramHasNone() {
    Called called = Called.ending(ExitCode.FINE, "explore", "correct-locked-counter", "--races", "--seeds", "1..100");
    assertTrue(called.out().startsWith("LIVE: nothing violated in 100 schedules"), called.out());
  }
}
