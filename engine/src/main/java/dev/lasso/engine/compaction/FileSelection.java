package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a compaction of tables that a caller names, with what must go along: from level 0 every older table
 * that overlaps one already taken, and from each level down to the output every table that overlaps the range so far.
 */
final class FileSelection {
  private final Version version;
  private final Comparator<byte[]> keys;
  private final Set<Long> named;
  private final List<LevelFiles> inputs = new ArrayList<>();
  private @Nullable KeyRange range;

  private FileSelection(Version version, Comparator<byte[]> keys, Set<Long> named) {
    this.version = version;
    this.keys = keys;
    this.named = named;
  }

  /**
   * The inputs, upper levels first.
   *
   * @throws RefusedCompactionException if a table is not there, lies below the output, or is being compacted
   */
  static List<LevelFiles> of(Version version, Comparator<byte[]> keys, List<Long> numbers, int output)
      throws RefusedCompactionException {
    if (output < 1 || output >= version.levels()) {
      throw new RefusedCompactionException("tables are compacted into levels 1 to " + (version.levels() - 1)
          + ", not into level " + output);
    }
    if (numbers.isEmpty()) {
      throw new RefusedCompactionException("no table is named");
    }
    Set<Long> missing = new TreeSet<>(numbers);
    for (int level = 0; level <= output; level++) {
      version.files(level).forEach(file -> missing.remove(file.number()));
    }
    if (!missing.isEmpty()) {
      throw new RefusedCompactionException("table #" + missing.iterator().next() + " is in no level down to " + output);
    }
    FileSelection selection = new FileSelection(version, keys, Set.copyOf(numbers));
    for (int level = 0; level <= output; level++) {
      selection.take(level);
    }
    return selection.inputs;
  }

  private void take(int level) throws RefusedCompactionException {
    List<FileMetadata> taken = level == 0 ? ofLevel0() : ofLevel(level);
    for (FileMetadata file : taken) {
      if (file.isBeingCompacted()) {
        throw new RefusedCompactionException("table #" + file.number() + ", which must go along, is being compacted");
      }
      range = range == null ? new KeyRange(file.smallest(), file.largest()) : range.with(file, keys);
    }
    if (!taken.isEmpty()) {
      inputs.add(new LevelFiles(level, taken));
    }
  }

  /** Level 0 is read from the newest table on, so whatever overlaps one that is taken is older. */
  private List<FileMetadata> ofLevel0() {
    List<FileMetadata> taken = new ArrayList<>();
    for (FileMetadata file : version.files(0)) {
      if (named.contains(file.number()) || !taken.isEmpty() && KeyRange.of(taken, keys).overlaps(file, keys)) {
        taken.add(file);
      }
    }
    return taken;
  }

  private List<FileMetadata> ofLevel(int level) {
    KeyRange wider = range;
    for (FileMetadata file : version.files(level)) {
      if (named.contains(file.number())) {
        wider = wider == null ? new KeyRange(file.smallest(), file.largest()) : wider.with(file, keys);
      }
    }
    return wider == null ? List.of() : wider.overlapping(version.files(level), keys);
  }
}
