package dev.lasso.engine.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search for the value of one key as of one sequence. Memtables and tables offer it their entries of the key, newest
 * first, until one decides it: a value or a deletion. Operands before that wait for it.
 */
public final class Lookup {
  private final byte[] key;
  private final long sequence;
  private final int filterHash;
  private boolean decided;
  private byte @Nullable [] value;
  private @Nullable List<byte[]> operands;
  private int level = -1;
  private int tablesRuledOut;
  private int answeredBytes;

  public Lookup(byte[] key, long sequence) {
    this.key = key;
    this.sequence = sequence;
    this.filterHash = BloomFilter.hash(key);
  }

  public byte[] key() {
    return key;
  }

  public long sequence() {
    return sequence;
  }

  /** The hash of the key that filters ask for. */
  int filterHash() {
    return filterHash;
  }

  /** Takes the next older entry, whose value is copied; true once none is needed any more. */
  public boolean offer(EntryKind kind, byte[] bytes, int offset, int length) {
    switch (kind) {
      case PUT -> value = Arrays.copyOfRange(bytes, offset, offset + length);
      case DELETE -> {
      }
      case MERGE -> {
        List<byte[]> waiting = operands == null ? new ArrayList<>() : operands;
        waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
        operands = waiting;
      }
    }
    decided = kind != EntryKind.MERGE;
    return decided;
  }

  public boolean isDecided() {
    return decided;
  }

  /** The value, or null if the key has none; its operands are applied by {@code merge}. */
  public byte @Nullable [] value(ValueMerge merge) {
    byte[] answer = operands == null ? value : merge.merge(key, value, operands.reversed());
    answeredBytes = answer == null ? 0 : answer.length;
    return answer;
  }

  /** Whether a value was found, for operands or without. */
  public boolean hasValue() {
    return value != null;
  }

  /** Notes that the tables of {@code next} come now. */
  public void goTo(int next) {
    level = next;
  }

  /** Whether it came to the tables. */
  public boolean isInTables() {
    return level >= 0;
  }

  /** The level of the tables that it came to last, if it did. */
  public int level() {
    return level;
  }

  /** Notes a table that a filter says does not have the key. */
  public void ruleOutTable() {
    tablesRuledOut++;
  }

  /** How many tables were not read thanks to their filters. */
  public int tablesRuledOut() {
    return tablesRuledOut;
  }

  /** The size of the value that {@link #value} answered, 0 for none. */
  public int answeredBytes() {
    return answeredBytes;
  }
}
