package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceListener;
import dev.lasso.sim.trace.TraceWindow;
import dev.lasso.workloads.report.Lanes;
import dev.lasso.workloads.report.RunReport;
import dev.lasso.workloads.report.TraceFile;
import dev.lasso.workloads.seed.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a command keeps of the events of the run that it reports: the last of them, and all of them in a file. */
final class RunTrace implements TraceListener, AutoCloseable {

  private final TraceWindow window;
  private final int lines;
  private @Nullable TraceFile file;
  private @Nullable Path path;

  /**
   * Keeps what it takes to print so many lines.
   *
   * @param reported whether a report is made of it, too
   */
  RunTrace(int lines, boolean reported) {
    this.lines = lines;
    window = new TraceWindow(Math.max(reported ? RunReport.MOST_EVENTS : 1, Lanes.EVENTS_PER_ROW * lines));
  }

  /** The last events. */
  TraceWindow window() {
    return window;
  }

  /**
   * Writes all events to a file, too.
   *
   * @throws BadInput if it cannot be written to, or is a file of another kind
   */
  void writeTo(Path target, RunSpec spec) {
    checkReplaceable(target);
    try {
      file = new TraceFile(target, spec);
      path = target;
    } catch (IOException cannot) {
      throw cannotWrite(target, cannot);
    }
  }

  /** What is there already is replaced only if it is a trace: a slip of the hand must not cost a seed. */
  private static void checkReplaceable(Path target) {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isRegularFile(target)) {
      throw new BadInput("--trace " + target + " is no regular file");
    }
    try (BufferedReader reader = Files.newBufferedReader(target)) {
      String first = reader.readLine();
      if (first == null || TraceFile.isHeader(first)) {
        return;
      }
    } catch (MalformedInputException noText) {
      // It is none of ours, as is said below.
    } catch (IOException unreadable) {
      throw cannotWrite(target, unreadable);
    }
    throw new BadInput("--trace " + target + " holds something that is no trace, and is left as it is");
  }

  private static BadInput cannotWrite(Path target, IOException why) {
    return new BadInput("--trace " + target + " cannot be written: " + why, why);
  }

  @Override
  public void begin() {
    window.begin();
    if (file != null) {
      file.begin();
    }
  }

  @Override
  public void event(TraceEvent event) {
    window.event(event);
    if (file != null) {
      file.event(event);
    }
  }

  @Override
  public void end(Map<String, String> fields) {
    window.end(fields);
    if (file != null) {
      file.end(fields);
    }
  }

  /**
   * Puts the file in its place, if there is one.
   *
   * @throws BadInput if it could not be written
   */
  void finish(Outcome outcome) {
    if (file == null || path == null) {
      return;
    }
    try {
      file.finish(outcome);
    } catch (IOException cannot) {
      throw cannotWrite(path, cannot);
    }
  }

  /** The last events, for a person, and an empty line. */
  void print(PrintStream to) {
    List<String> shown = Lanes.of(window, lines);
    shown.forEach(to::println);
    if (!shown.isEmpty()) {
      to.println();
    }
  }

  /** Removes a file that was not finished. */
  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException leftover) {
        throw cannotWrite(Objects.requireNonNull(path), leftover);
      }
    }
  }
}
