package dev.lasso.engine.iterate;

import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.ValueMerge;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values as of one sequence: of each key what the newest entry up to the sequence says.
 *
 * <p>Going forward, the source stands at the entry that gave the value, or behind it, among the older entries of the
 * key, which the next step skips. Going backward, the source has passed all entries of the key, oldest first, and
 * stands at the key before. So a change of direction is a seek from the current key. For one thread.
 */
public final class VisibleEntries implements Closeable {
  /** Newer than every entry. */
  private static final long NEWEST = Long.MAX_VALUE >>> 8;
  /** Older than every entry. */
  private static final long OLDEST = -1;

  private final EntryIterator source;
  private final KeyOrder keys;
  private final long sequence;
  private final ValueMerge merge;
  private final byte @Nullable [] lower;
  private final byte @Nullable [] upper;
  private boolean forward;
  private boolean valid;
  private byte[] key = new byte[48];
  private int keyLength;
  private byte[] value = new byte[0];
  private int valueOffset;
  private int valueLength;

  /** Reads {@code source}, which is closed with it; {@code lower} is the first key, {@code upper} behind the last. */
  public VisibleEntries(EntryIterator source, KeyOrder keys, long sequence, ValueMerge merge, byte @Nullable [] lower,
      byte @Nullable [] upper) {
    this.source = source;
    this.keys = keys;
    this.sequence = sequence;
    this.merge = merge;
    this.lower = lower;
    this.upper = upper;
  }

  public void seekToFirst() throws IOException {
    valid = false;
    if (lower == null) {
      source.seekToFirst();
    } else {
      source.seek(lower, sequence);
    }
    findForward(false);
  }

  public void seekToLast() throws IOException {
    valid = false;
    if (upper == null) {
      source.seekToLast();
    } else {
      source.seekBefore(upper, NEWEST);
    }
    findBackward();
  }

  /** Goes to the first key at or behind {@code target}. */
  public void seek(byte[] target) throws IOException {
    if (lower != null && keys.compare(target, lower) < 0) {
      seekToFirst();
      return;
    }
    valid = false;
    source.seek(target, sequence);
    findForward(false);
  }

  /** Goes to the last key at or before {@code target}. */
  public void seekForPrev(byte[] target) throws IOException {
    if (upper != null && keys.compare(target, upper) >= 0) {
      seekToLast();
      return;
    }
    valid = false;
    source.seekBefore(target, OLDEST);
    findBackward();
  }

  public void next() throws IOException {
    checkValid();
    valid = false;
    if (!forward) {
      source.seek(key(keyLength), OLDEST);
    }
    findForward(forward);
  }

  public void prev() throws IOException {
    checkValid();
    valid = false;
    if (forward) {
      source.seekBefore(key(keyLength), NEWEST);
    }
    findBackward();
  }

  public boolean isValid() {
    return valid;
  }

  /** A copy of the key. */
  public byte[] key() {
    checkValid();
    return key(keyLength);
  }

  /** A copy of the value. */
  public byte[] value() {
    checkValid();
    return Arrays.copyOfRange(value, valueOffset, valueOffset + valueLength);
  }

  @Override
  public void close() {
    valid = false;
    source.close();
  }

  /** Finds the first visible key from the source's position on, past the current key if {@code pastKey}. */
  private void findForward(boolean pastKey) throws IOException {
    forward = true;
    boolean skipping = pastKey;
    while (source.isValid()) {
      if (skipping && isAtKey()) {
        source.next();
        continue;
      }
      skipping = false;
      if (upper != null && compare(upper) >= 0) {
        return;
      }
      if (source.sequence() > sequence) {
        source.next();
        continue;
      }
      takeKey();
      switch (source.kind()) {
        case PUT -> {
          takeValue();
          valid = true;
          return;
        }
        case DELETE -> {
          skipping = true;
          source.next();
        }
        case MERGE -> {
          mergeForward();
          valid = true;
          return;
        }
      }
    }
  }

  /** Applies the operands from the source's position on to the older value that they end at. */
  private void mergeForward() throws IOException {
    List<byte[]> operands = new ArrayList<>();
    byte[] existing = null;
    boolean decided = false;
    for (; !decided && source.isValid() && isAtKey(); source.next()) {
      switch (source.kind()) {
        case PUT -> {
          existing = source.value();
          decided = true;
        }
        case DELETE -> decided = true;
        case MERGE -> operands.add(source.value());
      }
    }
    takeMerged(existing, operands.reversed());
  }

  /** Finds the last visible key from the source's position backward. */
  private void findBackward() throws IOException {
    forward = false;
    while (source.isValid() && (lower == null || compare(lower) >= 0)) {
      takeKey();
      boolean exists = false;
      List<byte[]> operands = List.of();
      do {
        if (source.sequence() <= sequence) {
          switch (source.kind()) {
            case PUT -> {
              takeValue();
              exists = true;
              operands = List.of();
            }
            case DELETE -> {
              exists = false;
              operands = List.of();
            }
            case MERGE -> {
              operands = operands.isEmpty() ? new ArrayList<>() : operands;
              operands.add(source.value());
            }
          }
        }
        source.prev();
      } while (source.isValid() && isAtKey());
      if (!operands.isEmpty()) {
        takeMerged(exists ? Arrays.copyOfRange(value, valueOffset, valueOffset + valueLength) : null, operands);
        exists = true;
      }
      if (exists) {
        valid = true;
        return;
      }
    }
  }

  private void takeKey() {
    int length = source.keyLength();
    if (key.length < length) {
      key = new byte[Math.max(length, 2 * key.length)];
    }
    System.arraycopy(source.keyArray(), 0, key, 0, length);
    keyLength = length;
  }

  private void takeValue() {
    value = source.valueArray();
    valueOffset = source.valueOffset();
    valueLength = source.valueLength();
  }

  private void takeMerged(byte @Nullable [] existing, List<byte[]> operands) {
    value = merge.merge(key(keyLength), existing, operands);
    valueOffset = 0;
    valueLength = value.length;
  }

  private boolean isAtKey() {
    return keys.compare(source.keyArray(), 0, source.keyLength(), key, 0, keyLength) == 0;
  }

  private int compare(byte[] bound) {
    return keys.compare(source.keyArray(), 0, source.keyLength(), bound, 0, bound.length);
  }

  private byte[] key(int length) {
    return Arrays.copyOf(key, length);
  }

  private void checkValid() {
    if (!valid) {
      throw new IllegalStateException("the iterator has no position; seek first, and ask isValid");
    }
  }
}
