package dev.lasso.engine.iterate;

import dev.lasso.engine.table.ValueMerge;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a flush or compaction has to keep older entries for.
 *
 * @param snapshots the sequences that somebody may still read at, ascending
 * @param merge how operands combine, or null if that is not known
 * @param leastPartial how many operands are worth combining into one
 */
public record Retention(long[] snapshots, @Nullable ValueMerge merge, int leastPartial) {

  /**
   * The number of snapshots that do not see an entry of that sequence. Entries of a key for which it is the same look
   * the same to every reader: the newest of them hides the others.
   */
  int stripe(long sequence) {
    int at = Arrays.binarySearch(snapshots, sequence);
    return at < 0 ? -at - 1 : at;
  }
}
