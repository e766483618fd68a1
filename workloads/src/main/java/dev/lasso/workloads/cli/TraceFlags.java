package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import picocli.CommandLine.Option;

/** The flags that say how much is shown of the events of a run. */
final class TraceFlags {

  /** The most lines that can be asked for. */
  private static final int MOST_LINES = 10_000;

  @Option(names = "--lines", paramLabel = "N", description = "how many of the last events are printed, 30 if nothing is said; 0 for none") private int lines = 30;

  /** How many lines are printed. */
  int lines() {
    if (lines < 0 || lines > MOST_LINES) {
      throw new BadInput("--lines takes 0 to " + MOST_LINES + ", not " + lines);
    }
    return lines;
  }
}
