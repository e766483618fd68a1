package dev.lasso.engine;

import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.BytesReader;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryKind;
import java.util.function.Consumer;

/**
 * Changes that are made together or not at all, in order. It is kept as the record that the log gets: sequence of the
 * first change (8 bytes), count (4), then for each change its kind, key and, unless it is a deletion, value. Not for several threads.
 */
public final class WriteBatch {
  private static final int HEADER = 12;
  private static final int COUNT_AT = 8;
  private static final byte[] NOTHING = new byte[0];

  private final Bytes record;
  private int count;
  private boolean operands;

  /** An empty batch. */
  public WriteBatch() {
    this(256);
  }

  /** An empty batch with room for changes of about {@code expectedBytes}. */
  public WriteBatch(int expectedBytes) {
    record = new Bytes(HEADER + expectedBytes);
    clear();
  }

  private WriteBatch(byte[] logged) {
    record = new Bytes(Math.max(HEADER, logged.length)).add(logged);
    BytesReader header = new BytesReader(logged);
    header.readLong();
    count = header.readInt();
  }

  /**
   * The batch that a log record holds.
   *
   * @throws IndexOutOfBoundsException if it is none
   */
  static WriteBatch ofRecord(byte[] logged) {
    return new WriteBatch(logged);
  }

  /** Sets {@code key} to {@code value}. Both are copied. */
  public WriteBatch put(byte[] key, byte[] value) {
    record.addByte(EntryKind.PUT.code()).addPrefixed(key).addPrefixed(value);
    return counted(1);
  }

  /** Applies {@code operand} to the value of {@code key} by the engine's merge operator. Both are copied. */
  public WriteBatch merge(byte[] key, byte[] operand) {
    record.addByte(EntryKind.MERGE.code()).addPrefixed(key).addPrefixed(operand);
    operands = true;
    return counted(1);
  }

  /** Removes {@code key}, whether it is there or not. */
  public WriteBatch delete(byte[] key) {
    record.addByte(EntryKind.DELETE.code()).addPrefixed(key);
    return counted(1);
  }

  /** Forgets the changes. */
  public void clear() {
    record.clear();
    record.addLong(0).addInt(0);
    count = 0;
    operands = false;
  }

  /** The number of changes. */
  public int count() {
    return count;
  }

  /** The size of the record in the log, in bytes. */
  public int byteSize() {
    return record.size();
  }

  /** Whether a change needs the merge operator. */
  boolean hasOperands() {
    return operands;
  }

  void append(WriteBatch other) {
    record.add(other.record.array(), HEADER, other.record.size() - HEADER);
    counted(other.count);
  }

  long sequence() {
    return new BytesReader(record.array()).readLong();
  }

  void setSequence(long first) {
    record.setLong(0, first);
  }

  Bytes record() {
    return record;
  }

  /** Hands the changes out as entries, numbered from {@code first}. */
  void replay(long first, Consumer<Entry> receiver) {
    BytesReader reader = new BytesReader(record.array(), HEADER, record.size());
    long sequence = first;
    while (reader.hasMore()) {
      EntryKind kind = EntryKind.of(reader.readByte());
      byte[] key = reader.readPrefixed();
      byte[] value = kind == EntryKind.DELETE ? NOTHING : reader.readPrefixed();
      receiver.accept(new Entry(key, sequence++, kind, value));
    }
  }

  private WriteBatch counted(int more) {
    count += more;
    record.setInt(COUNT_AT, count);
    return this;
  }
}
