package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionEdit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A choice of tables of one or more levels, the output level included, that are to become tables of the output level.
 * Its tables are marked while it lasts, which the engine's mutex guards.
 */
public final class Compaction {
  private final Version input;
  private final List<LevelFiles> inputs;
  private final int outputLevel;
  private final KeyRange range;
  private final List<FileMetadata> grandparents;
  private final double score;

  /** A choice of {@code inputs}, upper levels first and none empty. */
  Compaction(Version input, List<LevelFiles> inputs, int outputLevel, double score, Comparator<byte[]> keys) {
    this.input = input;
    this.inputs = List.copyOf(inputs);
    this.outputLevel = outputLevel;
    this.score = score;
    this.range = KeyRange.of(files(), keys);
    this.grandparents = outputLevel + 1 < input.levels()
        ? range.overlapping(input.files(outputLevel + 1), keys)
        : List.of();
  }

  /** The version that the tables were chosen from. */
  public Version input() {
    return input;
  }

  /** The tables, level by level, upper levels first. */
  public List<LevelFiles> inputs() {
    return inputs;
  }

  /** The first level that it takes tables from. */
  public int level() {
    return inputs.getFirst().level();
  }

  public int outputLevel() {
    return outputLevel;
  }

  /** All its tables, upper levels first. */
  public List<FileMetadata> files() {
    return inputs.stream().flatMap(level -> level.files().stream()).toList();
  }

  /** The tables of the level below the output that the output may overlap. */
  public List<FileMetadata> grandparents() {
    return grandparents;
  }

  /** The score of the level when it was chosen, 0 if somebody asked for it. */
  public double score() {
    return score;
  }

  public long inputBytes() {
    return files().stream().mapToLong(FileMetadata::bytes).sum();
  }

  /** Whether no level below the output may hold {@code key}. */
  public boolean isBottommost(byte[] key, Comparator<byte[]> keys) {
    for (int below = outputLevel + 1; below < input.levels(); below++) {
      List<FileMetadata> files = input.files(below);
      int first = FileMetadata.firstNotBefore(files, key, keys);
      if (first < files.size() && files.get(first).overlaps(keys, key, key)) {
        return false;
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

  /**
   * Whether its tables can go to the output level as they are: they come from one other level and overlap nothing, nor
   * more than {@code grandparentBytes} below the output, where the next compaction would have to merge them.
   */
  public boolean isTrivialMove(long grandparentBytes, Comparator<byte[]> keys) {
    return inputs.size() == 1 && level() != outputLevel && (level() > 0 || isDisjoint(input.files(0), keys))
        && grandparents.stream().mapToLong(FileMetadata::bytes).sum() <= grandparentBytes;
  }

  /** Returns {@code edit}, which takes the inputs away from now on. */
  public VersionEdit deleteInputs(VersionEdit edit) {
    inputs.forEach(level -> level.files().forEach(file -> edit.delete(level.level(), file.number())));
    return edit;
  }

  /** How many tables of which levels go where, as the LOG shows it. */
  public String summary() {
    return inputs.stream().map(level -> level.files().size() + "@" + level.level()).collect(Collectors.joining(" + "))
        + " files to L" + outputLevel;
  }

  void mark(boolean beingCompacted) {
    files().forEach(file -> file.setBeingCompacted(beingCompacted));
  }

  /** Whether this one may write keys of {@code keyRange} into {@code target}: an output can span what lies between. */
  boolean writesInto(int target, KeyRange keyRange, Comparator<byte[]> keys) {
    return target == outputLevel && range.overlaps(keyRange, keys);
  }

  private static boolean isDisjoint(List<FileMetadata> files, Comparator<byte[]> keys) {
    List<FileMetadata> sorted = files.stream().sorted((left, right) -> keys.compare(left.smallest(), right.smallest()))
        .toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (keys.compare(sorted.get(i - 1).largest(), sorted.get(i).smallest()) >= 0) {
        return false;
      }
    }
    return true;
  }
}
