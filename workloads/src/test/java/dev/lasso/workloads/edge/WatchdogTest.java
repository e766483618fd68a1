package dev.lasso.workloads.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.workloads.OtherJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A program that blocks the carrier ends as ABORTED with the frame's name, and so does all that the JVM is told to run.
 */
final class WatchdogTest {

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @CsvSource({"readsStandardInput, RUNNABLE in java.base/java.io.FileInputStream.read",
    "entersAHeldMonitor, BLOCKED in java.base/java.util.Hashtable.clear"})
  void aCarrierThatPassesNoPointIsGivenUp(String program, String frame) throws Exception {
    List<String> lines = new OtherJvm(directory, List.of()).linesOf(StuckCarrier.class, List.of(program));
    assertEquals(2, lines.size(), lines::toString);
    for (String line : lines) {
      assertTrue(line.startsWith("ABORTED: the carrier has passed no point for 10 s of real time and is "), line);
      assertTrue(line.contains(frame), line);
    }
  }
}
