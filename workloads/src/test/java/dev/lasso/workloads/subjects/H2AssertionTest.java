package dev.lasso.workloads.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A defect of H2 2.2.224, found under simulation and on real threads alike (h2database issue 4048, mended after 2.4.240
 * by pull request 4301). {@code FileStore.dropUnusedChunks} takes a dead chunk out of the map of chunks under the
 * store's lock alone and frees its blocks later, under {@code saveChunkLock}. If between the two the thread that saves,
 * which holds {@code saveChunkLock} and not the store's, comes to {@code shrinkStoreIfPossible}, and the dead chunk is
 * the last of the file, then the free space says that the file is longer than the chunks do, and the assertion that
 * they are equal fails. Nothing but the assertion is wrong: the file is cut by what the free space says.
 */
final class H2AssertionTest {

  private static final int SEEDS = 8;
  private static final int TRIES = 500;
  private static final String FRAME = "RandomAccessStore.shrinkStoreIfPossible(RandomAccessStore.java:679)";

  /** The end of the file by the free space, and by the map of chunks. */
  private static final Pattern ENDS = Pattern.compile("AssertionError: (\\d+) != (\\d+)");

  private final Simulation simulation = Simulation.get();
  private final RunSpec spec = RunSpec
      .of(new RunSpec.Program.OfWorkload(ChunkDropWorkload.class.getName(), new ChunkDropWorkload().name()));

  @Test
  void h2FailsItsOwnAssertionWhenAChunkIsDroppedWhileAnotherIsSaved() {
    int failures = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Outcome outcome = simulation.run(spec.withSeed(seed));
      if (outcome.verdict() != Verdict.LIVE) {
        assertIsTheAssertion(outcome);
        assertEquals(outcome.traceHash(), simulation.run(spec.withSeed(seed)).traceHash(), outcome::dump);
        failures++;
      }
    }
    assertTrue(failures > 0, "the assertion held");
  }

  private static void assertIsTheAssertion(Outcome outcome) {
    assertEquals(Verdict.FAILED, outcome.verdict(), outcome::dump);
    assertTrue(outcome.dump().contains(FRAME), outcome::dump);
    assertTheFreeSpaceIsBehind(outcome.dump());
  }

  private static void assertTheFreeSpaceIsBehind(String message) {
    Matcher ends = ENDS.matcher(message);
    assertTrue(ends.find(), message);
    assertTrue(Long.parseLong(ends.group(1)) > Long.parseLong(ends.group(2)), message);
  }

  @Test
  @Tag("soak")
  void h2FailsTheSameAssertionOnRealThreads(@TempDir Path directory) {
    for (int i = 0; i < TRIES; i++) {
      try {
        ChunkDropWorkload.commit(directory.resolve("store" + i + ".mv"));
      } catch (MVStoreException panic) {
        StringWriter trace = new StringWriter();
        panic.printStackTrace(new PrintWriter(trace));
        assertTrue(trace.toString().contains(FRAME), trace::toString);
        assertTheFreeSpaceIsBehind(trace.toString());
        return;
      }
    }
    throw new AssertionError("the assertion held " + TRIES + " times");
  }
}
