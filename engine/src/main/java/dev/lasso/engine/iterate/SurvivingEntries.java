package dev.lasso.engine.iterate;

import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.ValueMerge;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a flush or compaction keeps: of each key the newest that each snapshot sees, and the newest of all.
 *
 * <p>A deletion goes once every snapshot sees it and nothing older can lie below. Operands that no snapshot separates
 * become one value if what they apply to is at hand, or is known not to exist; else one operand if they combine; else
 * all of them stay. It counts what it reads.
 */
public final class SurvivingEntries {
  /** Newer than every entry. */
  private static final long NEWEST = Long.MAX_VALUE >>> 8;

  private final EntryIterator source;
  private final KeyOrder keys;
  private final Retention retention;
  private final Predicate<byte[]> bottommost;
  private final byte @Nullable [] from;
  private final byte @Nullable [] to;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private byte @Nullable [] key;
  private int stripe;
  private boolean begun;
  private long read;

  /**
   * Reads {@code source} from its first entry; {@code bottommost} says of a key that no level below the output can hold
   * it.
   */
  public SurvivingEntries(EntryIterator source, KeyOrder keys, Retention retention, Predicate<byte[]> bottommost) {
    this(source, keys, retention, bottommost, null, null);
  }

  /** The same for the keys from {@code from}, included, to {@code to}, excluded; null is no bound. */
  public SurvivingEntries(EntryIterator source, KeyOrder keys, Retention retention, Predicate<byte[]> bottommost,
      byte @Nullable [] from, byte @Nullable [] to) {
    this.source = source;
    this.keys = keys;
    this.retention = retention;
    this.bottommost = bottommost;
    this.from = from;
    this.to = to;
  }

  /** The next entry that is kept, with arrays of its own, or null at the end. */
  public @Nullable Entry next() throws IOException {
    if (!begun) {
      begun = true;
      if (from == null) {
        source.seekToFirst();
      } else {
        source.seek(from, NEWEST);
      }
    }
    while (waiting.isEmpty() && isWithin()) {
      if (isOfSameKeyAndStripe()) {
        skip();
      } else {
        keep(take());
      }
    }
    return waiting.pollFirst();
  }

  /** The entries read from the source so far. */
  public long read() {
    return read;
  }

  private void keep(Entry newest) throws IOException {
    key = newest.key();
    stripe = retention.stripe(newest.sequence());
    switch (newest.kind()) {
      case PUT -> waiting.add(newest);
      case DELETE -> {
        if (stripe > 0 || !bottommost.test(newest.key())) {
          waiting.add(newest);
        }
      }
      case MERGE -> collapse(newest);
    }
  }

  private void collapse(Entry newest) throws IOException {
    List<Entry> operands = new ArrayList<>(List.of(newest));
    while (isOfSameKeyAndStripe() && source.kind() == EntryKind.MERGE) {
      operands.add(take());
    }
    @Nullable
    Entry base = isOfSameKeyAndStripe() ? take() : null;
    ValueMerge merge = retention.merge();
    if (merge == null) {
      waiting.addAll(operands);
      if (base != null) {
        waiting.add(base);
      }
      return;
    }
    List<byte[]> values = operands.reversed().stream().map(Entry::value).toList();
    if (base != null || !isOfSameKey() && bottommost.test(newest.key())) {
      byte[] existing = base == null || base.kind() == EntryKind.DELETE ? null : base.value();
      waiting.add(new Entry(newest.key(), newest.sequence(), EntryKind.PUT,
          merge.merge(newest.key(), existing, values)));
      return;
    }
    byte[] combined = values.size() >= Math.max(2, retention.leastPartial())
        ? merge.partialMerge(newest.key(), values)
        : null;
    if (combined == null) {
      waiting.addAll(operands);
    } else {
      waiting.add(new Entry(newest.key(), newest.sequence(), EntryKind.MERGE, combined));
    }
  }

  private boolean isWithin() {
    return source.isValid()
        && (to == null || keys.compare(source.keyArray(), 0, source.keyLength(), to, 0, to.length) < 0);
  }

  private boolean isOfSameKeyAndStripe() {
    return isOfSameKey() && retention.stripe(source.sequence()) == stripe;
  }

  private boolean isOfSameKey() {
    return key != null && source.isValid()
        && keys.compare(key, 0, key.length, source.keyArray(), 0, source.keyLength()) == 0;
  }

  private Entry take() throws IOException {
    Entry entry = source.entry();
    skip();
    return entry;
  }

  private void skip() throws IOException {
    read++;
    source.next();
  }
}
