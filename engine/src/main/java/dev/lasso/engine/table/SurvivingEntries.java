package dev.lasso.engine.table;

import java.io.IOException;
import java.util.Comparator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a flush or compaction keeps: of each key the newest, and no deletion where nothing older can lie
 * below. It counts what it reads.
 */
public final class SurvivingEntries implements EntryCursor {
  private final EntryCursor source;
  private final Comparator<byte[]> keys;
  private final Predicate<byte[]> bottommost;
  private byte @Nullable [] lastKey;
  private long read;

  /**
   * Reads {@code source}; {@code bottommost} says of a key that no level below the output can hold it.
   */
  public SurvivingEntries(EntryCursor source, Comparator<byte[]> keys, Predicate<byte[]> bottommost) {
    this.source = source;
    this.keys = keys;
    this.bottommost = bottommost;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    for (Entry entry = source.next(); entry != null; entry = source.next()) {
      read++;
      boolean newest = lastKey == null || keys.compare(lastKey, entry.key()) != 0;
      lastKey = entry.key();
      if (newest && (entry.kind() != EntryKind.DELETE || !bottommost.test(entry.key()))) {
        return entry;
      }
    }
    return null;
  }

  /** The entries read from the source so far. */
  public long read() {
    return read;
  }
}
