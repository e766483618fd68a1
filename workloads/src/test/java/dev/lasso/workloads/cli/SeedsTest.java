package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lasso.sim.explore.Deviation;
import dev.lasso.sim.explore.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seeds of the repository, held against what they record. */
class SeedsTest {

  /** What the other seeds shrink to, at most, in preemptions. */
  private static final int FEW = 8;

  /** Preemptions that hold each other, so that hardly one goes alone; other schedules may well do with fewer. */
  private static final Map<String, Integer> HELD_BY_MANY = Map.of("eleveldb-108", 29, "rocksdb-14069", 9);

  /** Steps, of a run that takes no more than a second. */
  private static final long QUICK = 20_000;

  static Stream<Path> seeds() throws IOException {
    try (Stream<Path> seeds = Files.list(Path.of("..", "seeds"))) {
      return seeds.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void replaysExactly(Path seed) {
    Called called = Called.ending(ExitCode.FINE, "replay", seed.toString());
    assertTrue(called.out().endsWith("\nexact\n"), called.out());
    assertTrue(Files.exists(seed.resolve("README.md")), "the story of " + seed);
  }

  /** Those of them that take no more than a second once they are shrunk. */
  static Stream<Path> quickSeeds() throws IOException {
    List<Path> quick = new ArrayList<>();
    for (Path seed : seeds().toList()) {
      JsonNode outcome = read(seed, "shrunk.json").get("outcome");
      if (!outcome.get("proof").asText().equals("livelock") && outcome.get("steps").asLong() < QUICK) {
        quick.add(seed);
      }
    }
    return quick.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quickSeeds")
  void failsTheSameWhenItIsShrunk(Path seed) throws IOException {
    assertSameWhenShrunk(seed);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void everyOneFailsTheSameWhenItIsShrunk(Path seed) throws IOException {
    assertSameWhenShrunk(seed);
  }

  private static void assertSameWhenShrunk(Path seed) throws IOException {
    JsonNode shrunk = read(seed, "shrunk.json");
    for (String same : List.of("verdict", "proof", "fingerprint")) {
      assertEquals(read(seed, "seed.json").at("/outcome/" + same), shrunk.at("/outcome/" + same));
    }
    Script script = Script.parse(shrunk.at("/spec/strategy").asText());
    int most = HELD_BY_MANY.getOrDefault(String.valueOf(seed.getFileName()), FEW);
    assertTrue(script.deviations(Deviation.Kind.TASK).size() <= most, script::text);
    Called called = Called.ending(ExitCode.FINE, "replay", seed.toString(), "--shrunk");
    assertTrue(called.out().endsWith("\nexact\n"), called.out());
  }

  private static JsonNode read(Path seed, String file) throws IOException {
    return new ObjectMapper().readTree(seed.resolve(file).toFile());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void isLiveWithoutItsDefect(Path seed) throws IOException {
    assertLiveWithoutDefect(seed, 1, 5);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void isLiveForLongWithoutItsDefect(Path seed) throws IOException {
    assertLiveWithoutDefect(seed, 100, 2_000);
  }

  /**
   * From the recorded seed on. Without its quirk the engine refuses the options of the founding seed, which takes
   * seconds for each schedule.
   */
  private static void assertLiveWithoutDefect(Path seed, int founding, int others) throws IOException {
    JsonNode spec = read(seed, "seed.json").get("spec");
    boolean isFounding = seed.endsWith("rocksdb-1297");
    long first = spec.get("seed").asLong();
    long last = first + (isFounding ? founding : others) - 1;
    List<String> call = new ArrayList<>(List.of("explore", seed.toString(), "--seeds", first + ".." + last));
    if (isFounding) {
      call.addAll(List.of("--set", "max_background_compactions=1"));
    } else {
      spec.get("quirks").forEach(quirk -> call.addAll(List.of("--without-quirk", quirk.asText())));
    }
    Called called = Called.ending(ExitCode.FINE, call.toArray(new String[0]));
    assertTrue(called.out().lines().anyMatch(line -> line.startsWith("LIVE: ")), called.out());
  }
}
