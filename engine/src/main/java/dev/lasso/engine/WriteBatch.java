package dev.lasso.engine;

import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.BytesReader;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are made together or not at all, in order, also across column families. It is kept as the record that
 * the log gets: sequence of the first change (8 bytes), count (4), then for each change its kind, the id of its column
 * family unless that is the default one, its key and, unless it is a deletion, value. A change of another family has a
 * kind of its own, greater by 4, as RocksDB has. Not for several threads.
 */
public final class WriteBatch {
  /** The bytes before the changes: the sequence and their number. */
  static final int HEADER = 12;
  private static final int COUNT_AT = 8;
  private static final int OF_FAMILY = 4;
  private static final byte[] NOTHING = new byte[0];

  private final Bytes record;
  private final List<ColumnFamily> families = new ArrayList<>(0);
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

  /** The record that stands in a log for {@code count} changes from {@code first} on that were kept out of it. */
  static WriteBatch unlogged(long first, int count) {
    WriteBatch batch = new WriteBatch(0);
    batch.setSequence(first);
    return batch.counted(count);
  }

  /** Sets {@code key} to {@code value}. Both are copied. */
  public WriteBatch put(byte[] key, byte[] value) {
    return add(null, EntryKind.PUT, key, value);
  }

  /** Sets {@code key} to {@code value} in a column family. */
  public WriteBatch put(ColumnFamilyHandle family, byte[] key, byte[] value) {
    return add(family.family(), EntryKind.PUT, key, value);
  }

  /** Applies {@code operand} to the value of {@code key} by the merge operator. Both are copied. */
  public WriteBatch merge(byte[] key, byte[] operand) {
    add(null, EntryKind.MERGE, key, operand);
    operands = true;
    return this;
  }

  /**
   * Applies {@code operand} to the value of {@code key} in a column family by the family's merge operator.
   *
   * @throws EngineException if the family has none
   */
  public WriteBatch merge(ColumnFamilyHandle family, byte[] key, byte[] operand) {
    family.family().checkMerges();
    return add(family.family(), EntryKind.MERGE, key, operand);
  }

  /** Removes {@code key}, whether it is there or not. */
  public WriteBatch delete(byte[] key) {
    return add(null, EntryKind.DELETE, key, NOTHING);
  }

  /** Removes {@code key} from a column family, whether it is there or not. */
  public WriteBatch delete(ColumnFamilyHandle family, byte[] key) {
    return add(family.family(), EntryKind.DELETE, key, NOTHING);
  }

  /** Forgets the changes. */
  public void clear() {
    record.clear();
    record.addLong(0).addInt(0);
    families.clear();
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

  /** Whether a change needs the merge operator of the default column family. */
  boolean hasOperands() {
    return operands;
  }

  /** The column families that handles were given of, each once. */
  List<ColumnFamily> families() {
    return families;
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

  /**
   * Hands the changes out as entries, numbered from {@code first}.
   *
   * @throws IndexOutOfBoundsException if the record ends within a change
   * @throws IllegalArgumentException if a change is of no known kind
   */
  void replay(long first, Receiver receiver) {
    BytesReader reader = new BytesReader(record.array(), HEADER, record.size());
    long sequence = first;
    while (reader.hasMore()) {
      int code = reader.readByte();
      int family = code < OF_FAMILY ? 0 : (int) reader.readVarint();
      EntryKind kind = EntryKind.of(code < OF_FAMILY ? code : code - OF_FAMILY);
      byte[] key = reader.readPrefixed();
      byte[] value = kind == EntryKind.DELETE ? NOTHING : reader.readPrefixed();
      receiver.accept(family, new Entry(key, sequence++, kind, value));
    }
  }

  /** Adds a change of a family, null for the default one, as a whole: half a change makes the record unreadable. */
  private WriteBatch add(@Nullable ColumnFamily family, EntryKind kind, byte[] key, byte[] value) {
    int before = record.size();
    boolean whole = false;
    try {
      begin(family, kind).addPrefixed(key);
      if (kind != EntryKind.DELETE) {
        record.addPrefixed(value);
      }
      whole = true;
    } finally {
      if (!whole) {
        record.truncate(before);
      }
    }
    return counted(1);
  }

  private Bytes begin(@Nullable ColumnFamily family, EntryKind kind) {
    if (family != null && !families.contains(family)) {
      families.add(family);
    }
    return family == null || family.id == 0
        ? record.addByte(kind.code())
        : record.addByte(kind.code() + OF_FAMILY).addVarint(family.id);
  }

  private WriteBatch counted(int more) {
    count += more;
    record.setInt(COUNT_AT, count);
    return this;
  }

  /** Who gets the entries of a batch, each with the id of its column family. */
  interface Receiver {
    void accept(int family, Entry entry);
  }
}
