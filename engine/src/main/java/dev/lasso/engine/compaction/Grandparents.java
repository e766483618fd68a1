package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import java.util.Comparator;
import java.util.List;

/**
 * The tables below the output level, passed along with the keys that are written, to end an output table before it
 * overlaps too much of them: what moves it down later must merge that.
 */
final class Grandparents {
  private final List<FileMetadata> files;
  private final Comparator<byte[]> keys;
  private final long limit;
  private int passed;
  private long overlapped;
  private boolean begun;

  /** Passes {@code files}, ordered and without overlap; {@code limit} is in bytes. */
  Grandparents(List<FileMetadata> files, Comparator<byte[]> keys, long limit) {
    this.files = files;
    this.keys = keys;
    this.limit = limit;
  }

  /** Moves on to {@code key}; true if the table must end before it. */
  boolean endsBefore(byte[] key) {
    while (passed < files.size() && keys.compare(key, files.get(passed).largest()) > 0) {
      overlapped += begun ? files.get(passed).bytes() : 0;
      passed++;
    }
    begun = true;
    if (overlapped <= limit) {
      return false;
    }
    overlapped = 0;
    return true;
  }
}
