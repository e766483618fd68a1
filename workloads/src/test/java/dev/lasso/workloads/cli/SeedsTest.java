package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seeds of the repository, held against what they record. */
class SeedsTest {

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
    JsonNode spec = new ObjectMapper().readTree(seed.resolve("seed.json").toFile()).get("spec");
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
