package dev.lasso.engine.options;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tables are laid out.
 *
 * @param blockBytes the size at which a data block ends, before compression
 * @param blockDeviation percent by which a block may stay below that size if the next entry would exceed it
 * @param restartInterval entries of a data block from one whole key to the next
 * @param indexRestartInterval the same for the index block
 * @param bloomBits bits of the bloom filter for each entry, 0 for no filter
 * @param compressions the compression of level 0, of the base level, and of those below it; the last holds for the rest
 * @param bottommost the compression of tables below which there are none, or null if their level decides
 */
public record TableShape(int blockBytes, int blockDeviation, int restartInterval, int indexRestartInterval,
    int bloomBits, List<Compression> compressions, @Nullable Compression bottommost) {

  /** The compression of a table that is written to {@code level}. */
  public Compression compression(int level, int baseLevel, boolean isBottommost) {
    if (isBottommost && bottommost != null) {
      return bottommost;
    }
    int index = level == 0 ? 0 : level - baseLevel + 1;
    return compressions.get(Math.clamp(index, 0, compressions.size() - 1));
  }
}
