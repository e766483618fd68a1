package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  @Test
  void theOpenThatWaitsForWorkersShowsTheThreeThreadsOfItsReport() {
    Called called = Called.ending(ExitCode.FINE, "replay", Path.of("..", "seeds", "wiredtiger-async-open").toString());
    for (String part : new String[]{"allocation 1 failed at dev.lasso.engine.async.Async.start",
      "dev.lasso.engine.async.FlushBarrier.flush", "\"eviction-server\" daemon waits for a signal",
      "\"sweep-server\" daemon waits for a signal", "workers_configured=2 workers_started=0",
      "async flush IN_PROGRESS(2) arrived=0/2"}) {
      assertTrue(called.out().contains(part), () -> part + " is not in\n" + called.out());
    }
  }

  @Test
  void theOpenThatWaitsForWorkersEndsWithoutItsQuirk() {
    Called called = Called.ending(ExitCode.FINE, "replay",
        Path.of("..", "seeds", "wiredtiger-async-open").toString(), "--without-quirk",
        "async-flush-after-failed-start");
    assertTrue(called.out().contains("\nLIVE: all that was owed was done\n")
        || called.out().startsWith("LIVE: all that was owed was done\n"), called.out());
  }
}
