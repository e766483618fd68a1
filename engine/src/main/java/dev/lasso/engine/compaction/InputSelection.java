package dev.lasso.engine.compaction;

import dev.lasso.engine.options.FileLimits;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a compaction must take along once some of its tables are chosen, and what it may take for nothing. No key may
 * end up below an older entry of it, and the tables of a level below 0 may not overlap.
 */
final class InputSelection {
  private final Version version;
  private final Comparator<byte[]> keys;
  private final FileLimits limits;
  private final RunningCompactions running;

  InputSelection(Version version, Comparator<byte[]> keys, FileLimits limits, RunningCompactions running) {
    this.version = version;
    this.keys = keys;
    this.limits = limits;
    this.running = running;
  }

  /** All tables of {@code level} that overlap {@code range}, in level 0 also those that overlap one of these. */
  List<FileMetadata> overlapping(int level, KeyRange range) {
    KeyRange wider = range;
    List<FileMetadata> found = wider.overlapping(version.files(level), keys);
    for (int before = 0; level == 0 && found.size() > before;) {
      before = found.size();
      wider = KeyRange.of(found, keys);
      found = wider.overlapping(version.files(0), keys);
    }
    return found;
  }

  /**
   * The inputs of a compaction of {@code upper} from {@code level} into {@code output}, or null if others are at it.
   */
  @Nullable
  List<LevelFiles> from(int level, int output, List<FileMetadata> upper) {
    List<LevelFiles> inputs = inputs(level, output, upper);
    if (running.conflicts(inputs, output)) {
      return null;
    }
    List<LevelFiles> expanded = expand(inputs, output);
    return running.conflicts(expanded, output) ? inputs : expanded;
  }

  private List<LevelFiles> inputs(int level, int output, List<FileMetadata> upper) {
    List<LevelFiles> inputs = new ArrayList<>(List.of(new LevelFiles(level, upper)));
    List<FileMetadata> lower = level == output
        ? List.of()
        : KeyRange.of(upper, keys).overlapping(version.files(output), keys);
    if (!lower.isEmpty()) {
      inputs.add(new LevelFiles(output, lower));
    }
    return inputs;
  }

  /** Takes more of the upper level where that takes no more of the lower, and stays within the limit. */
  private List<LevelFiles> expand(List<LevelFiles> inputs, int output) {
    if (inputs.size() < 2) {
      return inputs;
    }
    List<FileMetadata> upper = inputs.getFirst().files();
    List<FileMetadata> lower = inputs.getLast().files();
    int level = inputs.getFirst().level();
    List<FileMetadata> all = new ArrayList<>(upper);
    all.addAll(lower);
    List<FileMetadata> wider = overlapping(level, KeyRange.of(all, keys));
    if (wider.size() <= upper.size() || bytes(lower) + bytes(wider) >= limits.expandedBytes(level)) {
      return inputs;
    }
    List<LevelFiles> expanded = inputs(level, output, wider);
    return expanded.getLast().files().size() == lower.size() ? expanded : inputs;
  }

  private static long bytes(List<FileMetadata> files) {
    return files.stream().mapToLong(FileMetadata::bytes).sum();
  }
}
