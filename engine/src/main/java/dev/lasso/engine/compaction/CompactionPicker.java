package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The choice of what to compact: the level with the highest score, all of level 0 or the largest table of another
 * level, with everything that overlaps it in the level below. One compaction of level 0 runs at a time; while level 0
 * has to wait, so has the base level, or it would be refilled as fast as it is emptied. Guarded by the engine's mutex.
 */
public final class CompactionPicker {
  private final Comparator<byte[]> keys;
  private final List<Compaction> running = new ArrayList<>();

  public CompactionPicker(Comparator<byte[]> keys) {
    this.keys = keys;
  }

  /** The next automatic compaction, its tables marked, or null. To be given back by {@link #release}. */
  public @Nullable Compaction pick(Version version) {
    boolean level0Waits = false;
    for (Version.Score score : version.scores()) {
      if (score.value() < 1) {
        return null;
      }
      if (level0Waits && score.level() == version.baseLevel()) {
        continue;
      }
      Compaction picked = score.level() == 0 ? level0(version, score.value()) : level(version, score);
      if (picked != null) {
        return begin(picked);
      }
      level0Waits |= score.level() == 0;
    }
    return null;
  }

  /**
   * A compaction of all of {@code level} into the next that takes it, whatever the scores, or null if the level is
   * empty or busy.
   */
  public @Nullable Compaction pickManual(Version version, int level) {
    List<FileMetadata> upper = version.files(level);
    int output = level == 0 ? version.baseLevel() : level + 1;
    if (upper.isEmpty() || output >= version.levels()) {
      return null;
    }
    Compaction picked = assemble(version, level, output, upper, 0);
    return picked == null ? null : begin(picked);
  }

  /** Ends a compaction, done or failed. */
  public void release(Compaction compaction) {
    running.remove(compaction);
    compaction.mark(false);
  }

  private @Nullable Compaction level0(Version version, double score) {
    if (running.stream().anyMatch(compaction -> compaction.level() == 0)) {
      return null;
    }
    return assemble(version, 0, version.baseLevel(), version.files(0), score);
  }

  private @Nullable Compaction level(Version version, Version.Score score) {
    List<FileMetadata> bySize = new ArrayList<>(version.files(score.level()));
    bySize.sort(Comparator.comparingLong(FileMetadata::bytes).reversed());
    for (FileMetadata file : bySize) {
      Compaction picked = assemble(version, score.level(), score.level() + 1, List.of(file), score.value());
      if (picked != null) {
        return picked;
      }
    }
    return null;
  }

  private @Nullable Compaction assemble(Version version, int level, int output, List<FileMetadata> upper,
      double score) {
    if (upper.isEmpty() || output >= version.levels()) {
      return null;
    }
    byte[] from = upper.get(0).smallest();
    byte[] to = upper.get(0).largest();
    for (FileMetadata file : upper) {
      from = keys.compare(file.smallest(), from) < 0 ? file.smallest() : from;
      to = keys.compare(file.largest(), to) > 0 ? file.largest() : to;
    }
    List<FileMetadata> lower = new ArrayList<>();
    for (FileMetadata file : version.files(output)) {
      if (file.overlaps(keys, from, to)) {
        lower.add(file);
      }
    }
    byte[] first = from;
    byte[] last = to;
    boolean busy = upper.stream().anyMatch(FileMetadata::isBeingCompacted)
        || lower.stream().anyMatch(FileMetadata::isBeingCompacted)
        || running.stream().anyMatch(other -> other.writesInto(output, first, last, keys));
    return busy ? null : new Compaction(version, level, output, upper, lower, score);
  }

  private Compaction begin(Compaction compaction) {
    running.add(compaction);
    compaction.mark(true);
    return compaction;
  }
}
