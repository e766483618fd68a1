package dev.lasso.engine.iterate;

import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.KeyOrder;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a flush or compaction keeps: of each key the newest, and no deletion where nothing older can lie
 * below. It counts what it reads.
 */
public final class SurvivingEntries {
  private final EntryIterator source;
  private final KeyOrder keys;
  private final Predicate<byte[]> bottommost;
  private byte @Nullable [] lastKey;
  private boolean begun;
  private long read;

  /**
   * Reads {@code source} from its first entry; {@code bottommost} says of a key that no level below the output can hold
   * it.
   */
  public SurvivingEntries(EntryIterator source, KeyOrder keys, Predicate<byte[]> bottommost) {
    this.source = source;
    this.keys = keys;
    this.bottommost = bottommost;
  }

  /** The next entry that is kept, with arrays of its own, or null at the end. */
  public @Nullable Entry next() throws IOException {
    if (begun) {
      source.next();
    } else {
      source.seekToFirst();
      begun = true;
    }
    for (; source.isValid(); source.next()) {
      read++;
      boolean newest = lastKey == null
          || keys.compare(lastKey, 0, lastKey.length, source.keyArray(), 0, source.keyLength()) != 0;
      if (newest) {
        Entry entry = source.entry();
        lastKey = entry.key();
        if (entry.kind() != EntryKind.DELETE || !bottommost.test(entry.key())) {
          return entry;
        }
      }
    }
    return null;
  }

  /** The entries read from the source so far. */
  public long read() {
    return read;
  }
}
