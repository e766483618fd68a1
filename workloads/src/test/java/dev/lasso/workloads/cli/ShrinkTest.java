package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Workloads;
import dev.lasso.workloads.seed.Seed;
import dev.lasso.workloads.seed.SeedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShrinkTest {

  /** What the failures of the corpus are to shrink to, at most. */
  private static final int FEW = 8;

  @TempDir private Path directory;

  private Path seedOf(String... arguments) {
    Path seed = directory.resolve("seed");
    List<String> all = new ArrayList<>(List.of("explore", "--out", seed.toString()));
    all.addAll(List.of(arguments));
    Called.ending(ExitCode.VIOLATION, all.toArray(new String[0]));
    return seed;
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static void edit(Path file, Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = (ObjectNode) read(file);
    change.accept(json);
    new ObjectMapper().writeValue(file.toFile(), json);
  }

  private static void assertRefused(String expected, String... arguments) {
    Called called = Called.ending(ExitCode.BAD_INPUT, arguments);
    assertEquals(1, called.err().lines().count(), called.err());
    assertTrue(called.err().contains(expected), called.err());
  }

  private JsonNode assertShrinks(Path seed) throws IOException {
    JsonNode json = Called.ending(ExitCode.FINE, "shrink", seed.toString(), "--json").json();
    assertTrue(json.get("minimal").asBoolean(), json::toString);
    assertTrue(json.at("/after/preemptions").asInt() <= FEW, json::toString);
    assertTrue(json.at("/after/preemptions").asInt() <= json.at("/before/preemptions").asInt(), json::toString);
    JsonNode shrunk = read(seed.resolve("shrunk.json"));
    for (String same : List.of("verdict", "proof", "fingerprint")) {
      assertEquals(read(seed.resolve("seed.json")).at("/outcome/" + same), shrunk.at("/outcome/" + same));
    }
    assertTrue(shrunk.at("/spec/strategy").asText().startsWith("script:"), shrunk::toString);
    assertEquals("exact", Called.ending(ExitCode.FINE, "replay", seed.toString(), "--shrunk", "--json").json()
        .get("replay").asText());
    return json;
  }

  /** One of each kind of failure, in seconds. */
  @ParameterizedTest
  @ValueSource(strings = {"ab-ba-monitors", "lost-wakeup", "racy-volatile"})
  void knownBugShrinksToAFewPreemptions(String bug) throws IOException {
    assertShrinks(seedOf(bug, "--strategy", "random-walk"));
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"ab-ba-monitors", "ab-ba-locks", "lost-wakeup", "buffer-notify", "buffer-signal",
    "racy-counter",
    "check-then-act", "lazy-singleton", "reorder", "two-stage", "semaphore-leak", "latch-twice", "executor-self-submit",
    "stopped-worker"})
  void everyKnownBugShrinksToAFewPreemptions(String bug) throws IOException {
    assertShrinks(seedOf(bug));
  }

  @Test
  void numbersOfThreadsAndOperationsBecomeSmall() throws IOException {
    JsonNode json = assertShrinks(seedOf("reorder", "--set", "writers=12", "--points", "fields"));
    assertEquals("2", json.at("/after/param.writers").asText(), json::toString);
    assertTrue(json.at("/after/threads").asInt() < json.at("/before/threads").asInt(), json::toString);
  }

  @Test
  void faultThatIsNotNeededGoesAndTheOthersFireOnce() throws IOException {
    JsonNode json = assertShrinks(seedOf("async-workers", "--fault", "spawn.probability=0.5", "--fault",
        "allocation.probability=0.0001"));
    assertTrue(json.at("/after/faults").asText().matches("spawn\\.nth=\\d+"), json::toString);
  }

  @Test
  void reportSaysWhatWasRemovedAndWhatIsLeft() {
    Path seed = seedOf("lost-wakeup", "--strategy", "random-walk");
    Called called = Called.ending(ExitCode.FINE, "shrink", seed.toString());
    assertTrue(called.out().startsWith("still STUCK, deadlock, fingerprint "), called.out());
    assertTrue(called.out().contains("PREEMPTED before "), called.out());
    assertTrue(called.out().contains("no single removal keeps it"), called.out());
    assertTrue(called.out().endsWith("replay: ./lasso replay " + seed.resolve("shrunk.json") + "\n"), called.out());
    assertTrue(called.err().lines().allMatch(line -> line.startsWith("lasso: after ")), called.err());
  }

  @Test
  void shrinkingGoesOnFromWhereItWasCutOff() throws IOException {
    Path seed = seedOf("reorder", "--set", "writers=8", "--strategy", "random-walk");
    JsonNode cut = Called.ending(ExitCode.FINE, "shrink", seed.toString(), "--for", "1ms", "--json").json();
    assertFalse(cut.get("minimal").asBoolean(), cut::toString);
    assertShrinks(seed);
    byte[] smallest = Files.readAllBytes(seed.resolve("shrunk.json"));
    Called again = Called.ending(ExitCode.FINE, "shrink", seed.toString());
    assertTrue(again.err().contains("is gone on from"), again.err());
    assertArrayEquals(smallest, Files.readAllBytes(seed.resolve("shrunk.json")));
  }

  @Test
  void seedItselfIsLeftAsItIs() throws IOException {
    Path seed = seedOf("ab-ba-locks");
    byte[] before = Files.readAllBytes(seed.resolve("seed.json"));
    assertRefused("is the seed itself", "shrink", seed.toString(), "-o", seed.resolve("seed.json").toString());
    Called.ending(ExitCode.FINE, "shrink", seed.toString(), "-o", directory.resolve("small.json").toString());
    assertArrayEquals(before, Files.readAllBytes(seed.resolve("seed.json")));
    assertFalse(Files.exists(seed.resolve("shrunk.json")));
    Called.ending(ExitCode.FINE, "replay", directory.resolve("small.json").toString());
  }

  @Test
  void optionsFileThatASmallerSeedNoLongerNamesGoes() throws IOException {
    Path options = Files.writeString(directory.resolve("options"), """
        [Version]
          rocksdb_version=4.9.0
          options_file_version=1.1
        [DBOptions]
          max_background_compactions=2
        [CFOptions "default"]
        [TableOptions/BlockBasedTable "default"]
        """);
    Path path = seedOf("rate-limiter", "--quirk", "rate-limiter-leader-leaves", "--options", options.toString(),
        "--seeds", "1..1000");
    Seed seed = SeedDirectory.at(path).read(Workloads.of(ShrinkTest.class.getClassLoader()));
    SeedDirectory small = SeedDirectory.ofFile(directory.resolve("small.json"));
    small.write(seed);
    assertTrue(Files.exists(directory.resolve("small.OPTIONS")));
    RunSpec spec = seed.spec();
    small.write(new Seed(spec.with(spec.parameters(), "", spec.options(), spec.quirks()), seed.result(), seed.log(),
        seed.decisions()));
    assertFalse(Files.exists(directory.resolve("small.OPTIONS")));
    assertShrinks(path);
    assertEquals("", read(path.resolve("shrunk.json")).at("/spec/optionsFile").asText());
    assertTrue(Files.exists(path.resolve("OPTIONS")));
  }

  @Test
  void whatCannotBeShrunkIsBadInput() throws IOException {
    Path live = directory.resolve("live");
    Called.ending(ExitCode.FINE, "explore", "correct-backoff", "--seed", "1", "--out", live.toString());
    assertRefused("is LIVE: only a failure", "shrink", live.toString());
    assertRefused("there is no seed nowhere", "shrink", "nowhere");
    Path seed = seedOf("ab-ba-locks");
    assertRefused("is a directory", "shrink", seed.toString(), "-o", directory.toString());
    assertRefused("--for takes a duration", "shrink", seed.toString(), "--for", "0s");
    assertRefused("has not been shrunk", "replay", seed.toString(), "--shrunk");
    assertRefused("cannot be written", "shrink", seed.toString(), "-o", "/proc/lasso/x.json");
    Path garbage = Files.writeString(directory.resolve("garbage.json"), "{");
    assertRefused("garbage.json", "shrink", seed.toString(), "-o", garbage.toString());
    assertEquals("{", Files.readString(garbage));
    Path other = directory.resolve("other.json");
    Files.copy(seed.resolve("seed.json"), other);
    edit(other, json -> ((ObjectNode) json.get("outcome")).put("fingerprint", "00000000"));
    assertRefused("holds another failure", "shrink", seed.toString(), "-o", other.toString());
    assertRefused("each place once, not 1.x", "explore", "ab-ba-locks", "--strategy", "script:tasks=1.x");
  }

  @Test
  void seedThatNoLongerReplaysIsNotShrunk() throws IOException {
    Path seed = seedOf("ab-ba-locks");
    edit(seed.resolve("seed.json"), json -> ((ObjectNode) json.get("outcome")).put("traceHash", "0000000000000000"));
    Called called = Called.ending(ExitCode.DIVERGED, "shrink", seed.toString());
    assertTrue(called.err().contains("no longer replays"), called.err());
    assertFalse(Files.exists(seed.resolve("shrunk.json")));
  }

  // Aged seeds -------------------------------------------------------------------------------------------------------

  @Test
  void failureOfASeedWhoseRecordIsOffIsFoundNearby() throws IOException {
    Path seed = seedOf("ab-ba-locks");
    edit(seed.resolve("seed.json"), json -> ((ObjectNode) json.get("outcome")).put("traceHash", "0000000000000000"));
    Called called = Called.ending(ExitCode.DIVERGED, "replay", seed.toString());
    assertTrue(called.out().contains("the failure is still found nearby: by the same description, after 1 run"),
        called.out());
    Called.ending(ExitCode.FINE, "replay", seed.toString(), "--refresh");
    Called.ending(ExitCode.FINE, "replay", seed.toString());
  }

  /** The program that is corrected stands for the code that was changed. */
  @Test
  void failureOfAProgramThatWasMendedIsNotFoundNearby() throws IOException {
    Path seed = seedOf("ab-ba-locks");
    edit(seed.resolve("seed.json"), json -> ((ObjectNode) json.get("spec")).put("workload", "ab-ba-locks-fixed"));
    JsonNode json = Called.ending(ExitCode.DIVERGED, "replay", seed.toString(), "--json").json();
    assertFalse(json.get("nearby").asBoolean(), json::toString);
    assertTrue(json.get("nearbyRuns").asInt() > 40, json::toString);
    Called called = Called.ending(ExitCode.DIVERGED, "replay", seed.toString());
    assertTrue(called.out().contains("the failure is not found nearby in "), called.out());
  }

  /** The program takes more steps than it did when the seed was made, so that its schedule is another. */
  @Test
  void failureOfAProgramThatHasChangedIsFoundByItsScriptAndRefreshed() throws IOException {
    Path seed = seedOf("reorder", "--set", "writers=3", "--points", "fields", "--strategy", "pct:d=3,k=40,suffix=1000");
    assertShrinks(seed);
    edit(seed.resolve("seed.json"), json -> {
      ((ObjectNode) json.at("/spec/parameters")).put("writers", "6");
      ((ObjectNode) json.get("spec")).put("strategy", "script:suffix=1000");
    });
    Called called = Called.ending(ExitCode.DIVERGED, "replay", seed.toString());
    assertTrue(called.out().contains("the failure is still found nearby: by its script, after 2 runs"), called.out());
    Called refreshed = Called.ending(ExitCode.FINE, "replay", seed.toString(), "--refresh");
    assertTrue(refreshed.out().contains("; rewritten\nthe failure is still found nearby"), refreshed.out());
    assertTrue(Called.ending(ExitCode.FINE, "replay", seed.toString()).out().contains("FAILED"));
  }
}
