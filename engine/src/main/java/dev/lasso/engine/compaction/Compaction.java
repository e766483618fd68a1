package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionEdit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A choice of tables of one level, and of those that overlap them in the level they go to. Its tables are marked while
 * it lasts, which the engine's mutex guards.
 */
public final class Compaction {
  private final Version input;
  private final int level;
  private final int outputLevel;
  private final List<FileMetadata> upper;
  private final List<FileMetadata> lower;
  private final double score;

  Compaction(Version input, int level, int outputLevel, List<FileMetadata> upper, List<FileMetadata> lower,
      double score) {
    this.input = input;
    this.level = level;
    this.outputLevel = outputLevel;
    this.upper = List.copyOf(upper);
    this.lower = List.copyOf(lower);
    this.score = score;
  }

  /** The version that the tables were chosen from. */
  public Version input() {
    return input;
  }

  public int level() {
    return level;
  }

  public int outputLevel() {
    return outputLevel;
  }

  /** The tables of {@link #level}. */
  public List<FileMetadata> upper() {
    return upper;
  }

  /** The tables of {@link #outputLevel}. */
  public List<FileMetadata> lower() {
    return lower;
  }

  /** Both, upper level first. */
  public List<FileMetadata> all() {
    List<FileMetadata> all = new ArrayList<>(upper);
    all.addAll(lower);
    return all;
  }

  /** The score of the level when it was chosen. */
  public double score() {
    return score;
  }

  public long inputBytes() {
    return all().stream().mapToLong(FileMetadata::bytes).sum();
  }

  /** Whether no level below the output may hold {@code key}. */
  public boolean isBottommost(byte[] key, Comparator<byte[]> keys) {
    for (int below = outputLevel + 1; below < input.levels(); below++) {
      for (FileMetadata file : input.files(below)) {
        if (file.overlaps(keys, key, key)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether no level below the output has any table. */
  public boolean isBottommost() {
    for (int below = outputLevel + 1; below < input.levels(); below++) {
      if (!input.files(below).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Returns {@code edit}, which takes the inputs away from now on. */
  public VersionEdit deleteInputs(VersionEdit edit) {
    upper.forEach(file -> edit.delete(level, file.number()));
    lower.forEach(file -> edit.delete(outputLevel, file.number()));
    return edit;
  }

  void mark(boolean beingCompacted) {
    all().forEach(file -> file.setBeingCompacted(beingCompacted));
    input.computeScores();
  }

  /** Whether this one writes into {@code target} between those keys. */
  boolean writesInto(int target, byte[] from, byte[] to, Comparator<byte[]> keys) {
    return target == outputLevel && all().stream().anyMatch(file -> file.overlaps(keys, from, to));
  }
}
