package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A debugger stops in a replay, looks and steps, and the run goes on to where it was recorded to end. */
@Timeout(300)
class DebugTest {

  private static final long PATIENCE_SECONDS = 120;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
  private static final Pattern ADDRESS = Pattern.compile("waiting for a debugger at ([0-9.]+:[0-9]+): attach one");
  private static final String METHOD = "dev.lasso.engine.async.FlushBarrier.flush";

  @TempDir private Path directory;

  @Test
  void stopsLooksStepsAndEndsExactly() throws Exception {
    Path out = directory.resolve("out");
    Process replay = new ProcessBuilder(command()).redirectOutput(out.toFile()).start();
    endInTime(replay);
    try (BufferedReader said = replay.errorReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      Matcher address = ADDRESS.matcher(String.valueOf(line));
      assertTrue(address.find(), line);
      debug(address.group(1));
      assertTrue(replay.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the replay does not end");
    } finally {
      replay.destroy();
    }
    String printed = Files.readString(out);
    assertEquals(0, replay.exitValue(), printed);
    assertTrue(printed.contains("SUSPECTED: stopped at step ") && printed.endsWith("\nexact so far\n"), printed);
  }

  private static void debug(String address) throws IOException {
    Process jdb = new ProcessBuilder(JAVA.resolve("jdb").toString(), "-attach", address).redirectErrorStream(true)
        .start();
    endInTime(jdb);
    try (BufferedReader out = jdb.inputReader(StandardCharsets.UTF_8);
        PrintStream in = new PrintStream(jdb.getOutputStream(), true, StandardCharsets.UTF_8)) {
      await(out, "No frames on the current call stack");
      in.println("stop in " + METHOD);
      await(out, "Deferring breakpoint");
      in.println("cont");
      await(out, "Breakpoint hit: \"thread=main\", " + METHOD + "()");
      in.println("locals");
      await(out, "workers = 2");
      in.println("where");
      await(out, "dev.lasso.engine.connection.Connection.close");
      in.println("next");
      await(out, "Step completed: \"thread=main\", " + METHOD + "()");
      in.println("clear " + METHOD);
      in.println("cont");
      await(out, "The application exited");
    } finally {
      jdb.destroy();
    }
  }

  /** Whoever reads from a process that does not answer then comes to the end of what it said. */
  private static void endInTime(Process process) {
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(process::destroy);
  }

  private static void await(BufferedReader from, String text) throws IOException {
    StringBuilder said = new StringBuilder();
    String line;
    while ((line = from.readLine()) != null) {
      said.append(line).append('\n');
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("jdb never said: " + text + "; it said:\n" + said);
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(JAVA.resolve("java").toString());
    command.add("-XX:-EliminateAllocations");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("-javaagent:"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "replay",
        Path.of("..", "seeds", "wiredtiger-async-open").toString(), "--debug=0"));
    return command;
  }
}
