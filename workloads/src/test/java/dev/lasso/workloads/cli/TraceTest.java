package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of a run, in a file and on the terminal. */
class TraceTest {

  private static final String FIRST_LINE = "What happened";

  @TempDir private Path directory;

  private Path seed = Path.of("");

  @BeforeEach
  void makeSeed() {
    seed = directory.resolve("seed");
    Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors", "--out", seed.toString());
  }

  // The file ---------------------------------------------------------------------------------------------------------

  private List<JsonNode> trace(String... more) throws IOException {
    Path file = directory.resolve("trace.jsonl");
    List<String> call = new ArrayList<>(List.of("replay", seed.toString(), "--trace", file.toString()));
    call.addAll(List.of(more));
    Called.lasso(call.toArray(new String[0]));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void beginsWithTheDescriptionAndEndsWithTheOutcome() throws IOException {
    List<JsonNode> lines = trace();
    JsonNode kept = new ObjectMapper().readTree(seed.resolve("seed.json").toFile());
    assertEquals("lasso-trace", lines.getFirst().get("format").asText());
    assertEquals(1, lines.getFirst().get("version").asInt());
    assertEquals(kept.get("spec"), lines.getFirst().get("spec"));
    assertEquals("outcome", lines.getLast().get("kind").asText());
    for (String field : List.of("verdict", "proof", "steps", "switches", "virtualNanos", "traceHash", "fingerprint")) {
      assertEquals(kept.get("outcome").get(field), lines.getLast().get(field), field);
    }
    assertTrue(lines.getLast().get("fields").toString().contains("AbBaMonitors.savings"));
  }

  @Test
  void everyLineBetweenIsAnEvent() throws IOException {
    List<JsonNode> lines = trace();
    for (JsonNode event : lines.subList(1, lines.size() - 1)) {
      assertTrue(event.get("step").isIntegralNumber() && event.get("nanos").isIntegralNumber(), event::toString);
      assertTrue(event.has("kind"), event::toString);
    }
    JsonNode last = lines.get(lines.size() - 2);
    assertEquals("block", last.get("kind").asText());
    assertEquals("monitor", last.get("on").asText());
    assertTrue(last.get("object").asText().startsWith("Object#"), last::toString);
    assertTrue(last.get("frame").asText().startsWith("dev.lasso.workloads.bugs.AbBaMonitors.s"), last::toString);
  }

  @Test
  void isTheSameEachTime() throws IOException {
    assertEquals(trace(), trace());
  }

  @Test
  void counterfactualAndStoppedRunHaveOneToo() throws IOException {
    assertEquals("SUSPECTED", trace("--until", "3").getLast().get("verdict").asText());
    assertEquals("random-walk", trace("--strategy", "random-walk").getFirst().get("spec").get("strategy").asText());
  }

  @Test
  void fileThatCannotBeWrittenIsBadInput() throws IOException {
    assertRefused("is no regular file", directory.toString());
    assertRefused("cannot be written", directory.resolve("nowhere").resolve("trace.jsonl").toString());
  }

  @Test
  void fileOfAnotherKindIsLeftAlone() throws IOException {
    String before = Files.readString(seed.resolve("seed.json"));
    assertRefused("holds something that is no trace", seed.resolve("seed.json").toString());
    assertEquals(before, Files.readString(seed.resolve("seed.json")));
  }

  /** The draft is a device that is always full, so that the file system says what it says when a disk is. */
  @Test
  void fullDiskLeavesNothingHalfWritten() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    Path file = directory.resolve("trace.jsonl");
    Files.createSymbolicLink(directory.resolve("trace.jsonl.draft"), full);
    Called called = Called.ending(ExitCode.BAD_INPUT, "replay", seed.toString(), "--trace", file.toString());
    assertEquals(1, called.err().lines().count(), called.err());
    assertTrue(called.err().contains("No space left on device"), called.err());
    assertFalse(Files.exists(file));
    assertFalse(Files.isSymbolicLink(directory.resolve("trace.jsonl.draft")));
  }

  private void assertRefused(String expected, String file) throws IOException {
    List<Path> before = files();
    Called called = Called.ending(ExitCode.BAD_INPUT, "replay", seed.toString(), "--trace", file);
    assertEquals("", called.out());
    assertEquals(1, called.err().lines().count(), called.err());
    assertTrue(called.err().contains(expected), called.err());
    assertEquals(before, files());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }

  // The terminal -----------------------------------------------------------------------------------------------------

  @Test
  void replayShowsTheLastEventsBeforeTheDump() {
    Called called = Called.ending(ExitCode.FINE, "replay", seed.toString());
    assertTrue(called.out().startsWith(FIRST_LINE), called.out());
    assertTrue(called.out().indexOf("held by save") < called.out().indexOf("STUCK, deadlock"), called.out());
    assertTrue(called.out().contains(" waits for the monitor AbBaMonitors.savings, held by spend"), called.out());
    assertTrue(called.out().contains("PREEMPTED before entering the monitor AbBaMonitors."), called.out());
    assertTrue(called.out().lines().allMatch(line -> line.length() <= 120), called.out());
  }

  @Test
  void failingExploreShowsTheSame() {
    Called found = Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors");
    Called replayed = Called.ending(ExitCode.FINE, "replay", seed.toString());
    assertEquals(events(replayed), events(found));
  }

  private static String events(Called called) {
    assertTrue(called.out().startsWith(FIRST_LINE), called.out());
    return called.out().substring(0, called.out().indexOf("\nSTUCK"));
  }

  @Test
  void exploreThatFindsNothingShowsNothing() {
    assertFalse(Called.ending(ExitCode.FINE, "explore", "ab-ba-monitors-fixed", "--seed", "1").out()
        .contains(FIRST_LINE));
  }

  @Test
  void linesAreAsManyAsAskedFor() {
    Called some = Called.ending(ExitCode.FINE, "replay", seed.toString(), "--lines", "2");
    assertEquals(2, events(some).lines().filter(line -> line.matches(" +\\d+ .*")).count(), some.out());
    assertTrue(Called.ending(ExitCode.FINE, "replay", seed.toString(), "--lines", "0").out().startsWith("STUCK"));
    Called negative = Called.ending(ExitCode.BAD_INPUT, "replay", seed.toString(), "--lines", "-1");
    assertTrue(negative.err().contains("--lines takes 0 to 10000, not -1"), negative.err());
  }

  @Test
  void standardOutputKeepsTheJsonLineAlone() throws IOException {
    assertEquals("exact",
        Called.ending(ExitCode.FINE, "replay", seed.toString(), "--json").json().get("replay").asText());
    Called found = Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors", "--json");
    assertEquals("STUCK", found.json().get("verdict").asText());
    assertTrue(found.err().startsWith(FIRST_LINE), found.err());
  }

  @Test
  void manyTasksHaveNarrowColumns() {
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "reorder", "--set", "writers=19", "--lines", "40");
    String shown = called.out().substring(0, called.out().indexOf("\nFAILED"));
    assertTrue(shown.lines().allMatch(line -> line.length() <= 120), shown);
    String head = shown.lines().filter(line -> line.contains("  time  ")).findFirst().orElseThrow();
    assertTrue(head.endsWith("what") && head.length() < 70, head);
  }
}
