package dev.lasso.engine.compaction;

import dev.lasso.engine.options.FileLimits;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The choice of what to compact. Of itself: of the level with the highest score the largest table, with everything that
 * overlaps it in the level below, and if it is of level 0 with all of that level that overlaps. One such compaction of
 * level 0 runs at a time; while level 0 has to wait, so has the base level, or it would be refilled as fast as it is
 * emptied. On request: a key range of a level, or named tables. Guarded by the engine's mutex.
 */
public final class CompactionPicker {
  private final Comparator<byte[]> keys;
  private FileLimits limits;
  private final RunningCompactions running;

  /** Chooses tables whose keys have that order. */
  public CompactionPicker(Comparator<byte[]> keys, FileLimits limits) {
    this.keys = keys;
    this.limits = limits;
    this.running = new RunningCompactions(keys);
  }

  /** Changes what the next choices keep to. */
  public void limits(FileLimits changed) {
    limits = changed;
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
      boolean taken = score.level() == 0 && running.isLevel0Taken();
      Compaction picked = taken ? null : pick(version, score);
      if (picked != null) {
        running.begin(picked);
        return picked;
      }
      level0Waits |= score.level() == 0;
    }
    return null;
  }

  /**
   * A compaction of what {@code level} has from {@code from} to {@code to}, both included and null for no bound, into
   * {@code output}, which may be the same level. From a level below 0 it may take the first part only.
   */
  public RangePick pickRange(Version version, int level, int output, byte @Nullable [] from, byte @Nullable [] to) {
    List<FileMetadata> upper = new ArrayList<>();
    for (FileMetadata file : version.files(level)) {
      if ((from == null || keys.compare(file.largest(), from) >= 0)
          && (to == null || keys.compare(file.smallest(), to) <= 0)) {
        upper.add(file);
      }
    }
    if (upper.isEmpty()) {
      return RangePick.NOTHING;
    }
    if (level == 0 && running.isLevel0Taken()) {
      return RangePick.CONFLICT;
    }
    InputSelection selection = new InputSelection(version, keys, limits, running);
    int first = level == 0 ? upper.size() : withinLimit(level, upper);
    byte[] rest = first < upper.size() ? upper.get(first).smallest() : null;
    List<FileMetadata> chosen = level == 0
        ? selection.overlapping(0, KeyRange.of(upper, keys))
        : upper.subList(0, first);
    List<LevelFiles> inputs = selection.from(level, output, chosen);
    if (inputs == null) {
      return RangePick.CONFLICT;
    }
    Compaction picked = new Compaction(version, inputs, output, 0, keys);
    RangePick pick = new RangePick(picked, false, rest);
    running.begin(picked);
    return pick;
  }

  /**
   * A compaction of the tables of those numbers, and of what must go along, into {@code output}. It is not begun.
   *
   * @throws RefusedCompactionException if they cannot be compacted together, or not now
   */
  public Compaction choose(Version version, List<Long> numbers, int output) throws RefusedCompactionException {
    List<LevelFiles> inputs = FileSelection.of(version, keys, numbers, output);
    if (running.conflicts(inputs, output)) {
      throw new RefusedCompactionException("another compaction writes these keys into level " + output);
    }
    return new Compaction(version, inputs, output, 0, keys);
  }

  /**
   * Begins a compaction that was chosen and marks its tables. To be given back by {@link #release}.
   *
   * @throws RefusedCompactionException if it takes tables of level 0 while another one does
   */
  public void begin(Compaction chosen) throws RefusedCompactionException {
    if (chosen.level() == 0 && running.isLevel0Taken()) {
      throw new RefusedCompactionException("another compaction of level 0 is running");
    }
    running.begin(chosen);
  }

  /** Ends a compaction, done or failed. Those of its tables that are in {@code current} count there again. */
  public void release(Compaction compaction, Version current) {
    running.end(compaction, current);
  }

  /** Whether a compaction that runs may write keys of {@code range} into {@code level}. */
  public boolean writesInto(int level, KeyRange range) {
    return running.writesInto(level, range);
  }

  private @Nullable Compaction pick(Version version, Version.Score score) {
    int level = score.level();
    int output = level == 0 ? version.baseLevel() : level + 1;
    InputSelection selection = new InputSelection(version, keys, limits, running);
    List<FileMetadata> bySize = new ArrayList<>(version.files(level));
    bySize.sort(Comparator.comparingLong(FileMetadata::bytes).reversed());
    for (FileMetadata file : bySize) {
      List<FileMetadata> upper = level == 0
          ? selection.overlapping(0, KeyRange.of(List.of(file), keys))
          : List.of(file);
      List<LevelFiles> inputs = selection.from(level, output, upper);
      if (inputs != null) {
        return new Compaction(version, inputs, output, score.value(), keys);
      }
    }
    return null;
  }

  /** The number of tables whose bytes stay within what one step of a manual compaction takes, one at least. */
  private int withinLimit(int level, List<FileMetadata> files) {
    long total = 0;
    int count = 0;
    while (count < files.size() && (count == 0 || total < limits.sourceBytes(level))) {
      total += files.get(count).bytes();
      count++;
    }
    return count;
  }
}
