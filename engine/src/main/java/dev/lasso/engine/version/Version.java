package dev.lasso.engine.version;

import dev.lasso.engine.options.LevelShape;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.Lookup;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.table.TableCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The tables of each level at one moment: level 0 newest first, each other level by key and without overlap. The lists
 * never change. The scores, which leave out tables that are being compacted, and the references are guarded by the
 * engine's mutex.
 */
public final class Version {
  private final LevelShape shape;
  private final List<List<FileMetadata>> levels;
  private final LevelTargets targets;
  private final long debt;
  private volatile List<Score> scores = List.of();
  private int references;

  Version(LevelShape shape, Comparator<byte[]> keys, List<List<FileMetadata>> files) {
    this.shape = shape;
    List<List<FileMetadata>> sorted = new ArrayList<>();
    Comparator<FileMetadata> newest = Comparator.comparingLong(FileMetadata::largestSequence)
        .thenComparingLong(FileMetadata::number).reversed();
    Comparator<FileMetadata> byKey = (left, right) -> keys.compare(left.smallest(), right.smallest());
    for (List<FileMetadata> level : files) {
      sorted.add(level.stream().sorted(sorted.isEmpty() ? newest : byKey).toList());
    }
    this.levels = List.copyOf(sorted);
    long[] bytes = new long[shape.levels()];
    for (int level = 0; level < bytes.length; level++) {
      bytes[level] = bytes(level);
    }
    this.targets = LevelTargets.of(shape, bytes);
    this.debt = CompactionDebt.estimate(this, shape.compactionTrigger());
    computeScores();
  }

  /** The tables of a level. */
  public List<FileMetadata> files(int level) {
    return levels.get(level);
  }

  public int levels() {
    return levels.size();
  }

  /** The size of all tables of a level. */
  public long bytes(int level) {
    return levels.get(level).stream().mapToLong(FileMetadata::bytes).sum();
  }

  /** The level that level 0 is compacted into. */
  public int baseLevel() {
    return targets.baseLevel();
  }

  /** The size that a level should not exceed, an integer without sign. */
  public long maxBytes(int level) {
    return targets.maxBytes(level);
  }

  /** The bytes that compactions still have to rewrite before every level fits, estimated. */
  public long compactionDebt() {
    return debt;
  }

  /** How much each level needs a compaction, the neediest first. */
  public List<Score> scores() {
    return scores;
  }

  /** Whether any level is at or above its target. */
  public boolean needsCompaction() {
    return scores.get(0).value() >= 1;
  }

  /** Computes the scores again, after tables began or ceased to be compacted. */
  public void computeScores() {
    List<Score> computed = new ArrayList<>();
    for (int level = 0; level < levels.size() - 1; level++) {
      computed.add(new Score(level, score(level)));
    }
    computed.sort(Comparator.comparingDouble(Score::value).reversed());
    scores = List.copyOf(computed);
  }

  /** Offers the entries of the key in the tables to {@code lookup}. The caller holds a reference. */
  public void get(Lookup lookup, KeyOrder keys, TableCache tables, ReadMode mode) throws IOException {
    byte[] key = lookup.key();
    for (int level = 0; level < levels.size(); level++) {
      lookup.goTo(level);
      List<FileMetadata> files = levels.get(level);
      int first = level == 0 ? 0 : FileMetadata.firstNotBefore(files, key, keys);
      int last = level == 0 ? files.size() : Math.min(first + 1, files.size());
      for (int i = first; i < last; i++) {
        FileMetadata file = files.get(i);
        if (file.overlaps(keys, key, key) && tables.get(file.id(), keys, lookup, mode)) {
          return;
        }
      }
    }
  }

  /** The number of tables of each level. */
  public List<Integer> fileCounts() {
    return levels.stream().map(List::size).toList();
  }

  /** The levels in one line, as the LOG shows them after a flush or compaction. */
  public String summary() {
    StringBuilder counts = new StringBuilder();
    for (List<FileMetadata> level : levels) {
      counts.append(counts.isEmpty() ? "" : " ").append(level.size());
    }
    return String.format(Locale.ROOT, "base level %d max bytes base %s files[%s] max score %.2f", baseLevel(),
        Long.toUnsignedString(maxBytes(baseLevel())), counts, scores.get(0).value());
  }

  private double score(int level) {
    long count = 0;
    long bytes = 0;
    for (FileMetadata file : levels.get(level)) {
      if (!file.isBeingCompacted()) {
        count++;
        bytes += file.bytes();
      }
    }
    if (level == 0) {
      return (double) count / shape.compactionTrigger();
    }
    return maxBytes(level) == LevelTargets.UNLIMITED ? 0 : (double) bytes / maxBytes(level);
  }

  void reference() {
    references++;
  }

  boolean release() {
    return --references == 0;
  }

  /** How much a level needs a compaction: from 1 on it does. */
  public record Score(int level, double value) {}
}
