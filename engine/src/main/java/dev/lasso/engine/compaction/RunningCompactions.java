package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The compactions of a column family that were chosen and have not ended. Guarded by the engine's mutex. */
final class RunningCompactions {
  private final Comparator<byte[]> keys;
  private final List<Compaction> running = new ArrayList<>();

  RunningCompactions(Comparator<byte[]> keys) {
    this.keys = keys;
  }

  /** Begins one, or throws, for want of memory, and has not: who does not know of it could not end it. */
  void begin(Compaction compaction) {
    running.add(compaction);
    compaction.mark(true);
    boolean begun = false;
    try {
      compaction.input().computeScores();
      begun = true;
    } finally {
      if (!begun) {
        running.remove(compaction);
        compaction.mark(false);
      }
    }
  }

  /** Ends one. The scores of {@code current} leave out what was taken, so they do not hold any more. */
  void end(Compaction compaction, Version current) {
    running.remove(compaction);
    compaction.mark(false);
    current.computeScores();
  }

  /** Whether one takes tables of level 0. */
  boolean isLevel0Taken() {
    return running.stream().anyMatch(compaction -> compaction.level() == 0);
  }

  boolean writesInto(int level, KeyRange range) {
    return running.stream().anyMatch(compaction -> compaction.writesInto(level, range, keys));
  }

  /** Whether a compaction of {@code inputs} would meet another: in its tables, or in the output level. */
  boolean conflicts(List<LevelFiles> inputs, int output) {
    List<FileMetadata> files = inputs.stream().flatMap(level -> level.files().stream()).toList();
    return files.stream().anyMatch(FileMetadata::isBeingCompacted) || writesInto(output, KeyRange.of(files, keys));
  }
}
