package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import org.jspecify.annotations.Nullable;

/** The seeds to run, both ends included. */
record SeedRange(long first, long last) {

  /**
   * What {@code --seed} or {@code --seeds} says.
   *
   * @param otherwise where neither says anything
   * @throws BadInput if it is no range
   */
  static SeedRange of(@Nullable Long seed, @Nullable String seeds, SeedRange otherwise) {
    if (seed != null && seeds != null) {
      throw new BadInput("--seed and --seeds exclude each other");
    }
    if (seed != null) {
      return new SeedRange(seed, seed);
    }
    return seeds == null ? otherwise : parse(seeds);
  }

  private static SeedRange parse(String text) {
    int dots = text.indexOf("..");
    try {
      if (dots > 0) {
        SeedRange range = new SeedRange(Long.parseLong(text.substring(0, dots)),
            Long.parseLong(text.substring(dots + 2)));
        if (range.first <= range.last && range.last - range.first >= 0) {
          return range;
        }
      }
    } catch (NumberFormatException malformed) {
      throw new BadInput(complaint(text), malformed);
    }
    throw new BadInput(complaint(text));
  }

  private static String complaint(String text) {
    return "--seeds takes a range such as 1..10000, not " + text;
  }

  boolean isOne() {
    return first == last;
  }

  long size() {
    return last - first + 1;
  }
}
