package dev.lasso.engine.wal;

import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.BytesReader;
import dev.lasso.engine.table.Checksum;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/*
 * Damage at the tail is what a crash during an append leaves, and everything else is not; the two must not be mixed up,
 * since a caller leaves out a torn tail without complaint. The last record is torn if the file ends within it, or if
 * nothing but zeros follows (the size of a file may survive a crash that its bytes do not). A length that reaches
 * beyond the end looks torn too, but if fewer of the bytes that are there fit the checksum, then it is the length that
 * is damaged and the record is whole.
 *
 * A recycled file holds, behind its last record, whatever it held in its former life. A fragment with the number of
 * another log is the end, and bytes that are no fragment at all may be.
 */
/** A pass over the records of a finished log. It judges nothing: damage is handed out like a record. */
public final class LogReader {
  private final ReadFile file;
  private final long size;
  private final int logNumber;
  private final Checksum checksum = new Checksum();
  private byte[] block = new byte[0];
  private long blockStart;
  private int position;
  private boolean recycled;
  private @Nullable Bytes begun;
  private long begunAt;

  /** Begins to read the log of that number. */
  public LogReader(ReadFile file, long number) throws IOException {
    this.file = file;
    this.size = file.size();
    this.logNumber = (int) number;
  }

  /** The next record, damage, or the end. */
  public LogItem next() throws IOException {
    while (true) {
      if (block.length - position < Fragment.HEADER) {
        if (isLastBlock()) {
          boolean torn = position < block.length && block.length < Fragment.BLOCK;
          return torn ? damage(offset(), "a header is cut short", true) : end();
        }
        nextBlock();
        continue;
      }
      LogItem item = fragment();
      if (item != null) {
        return item;
      }
    }
  }

  /** The next fragment: what it ends, or null if a record goes on behind it. */
  private @Nullable LogItem fragment() throws IOException {
    long at = offset();
    BytesReader header = new BytesReader(block, position, block.length);
    int crc = header.readInt();
    int length = header.readByte() | header.readByte() << 8;
    int code = header.readByte();
    if (code == 0 && length == 0 && crc == 0) {
      position = block.length;
      return damage(at, "zeros stand where a record should be", onlyZerosFrom(at));
    }
    int covered = position + Fragment.HEADER;
    int from = covered;
    if (Fragment.isRecyclable(code) && block.length - covered >= Fragment.LOG_NUMBER) {
      recycled = true;
      from += Fragment.LOG_NUMBER;
      if (header.readInt() != logNumber) {
        return endOfFile();
      }
    }
    if (length > block.length - from) {
      boolean torn = isLastBlock() && from + length <= Fragment.BLOCK && !fitsShorter(crc, code, covered, from);
      position = block.length;
      return damage(at, "a fragment of " + length + " bytes does not fit its block", torn || recycled);
    }
    if (checksum.masked(code, block, covered, from - covered + length) != crc) {
      position = block.length;
      return damage(at, "wrong checksum", recycled);
    }
    position = from + length;
    return assemble(at, Fragment.of(code), from, length);
  }

  private @Nullable LogItem assemble(long at, @Nullable Fragment type, int from, int length) {
    if (type == null) {
      return damage(at, "unknown fragment type", false);
    }
    Bytes record = begun;
    return switch (type) {
      case FULL -> record == null
          ? new LogItem.Whole(at, new Bytes(length).add(block, from, length).copy())
          : restart(at);
      case FIRST -> {
        if (record != null) {
          yield restart(at);
        }
        begun = new Bytes(Fragment.BLOCK * 2).add(block, from, length);
        begunAt = at;
        yield null;
      }
      case MIDDLE -> {
        if (record == null) {
          yield new LogItem.Damage(at, "a record lacks its first fragment", false);
        }
        record.add(block, from, length);
        yield null;
      }
      case LAST -> {
        if (record == null) {
          yield new LogItem.Damage(at, "a record lacks its first fragment", false);
        }
        begun = null;
        yield new LogItem.Whole(begunAt, record.add(block, from, length).copy());
      }
      case ZERO -> damage(at, "unknown fragment type", false);
    };
  }

  /** Gives up the record that was begun, and reads the fragment at {@code at} again. */
  private LogItem restart(long at) {
    position = (int) (at - blockStart);
    return damage(at, "a record lacks its last fragment", false);
  }

  /** Whether the checksum is that of fewer bytes than the fragment claims to have. */
  private boolean fitsShorter(int crc, int code, int covered, int from) {
    int unmasked = Integer.rotateLeft(crc - 0xa282ead8, 15);
    CRC32C sum = new CRC32C();
    sum.update(code);
    sum.update(block, covered, from - covered);
    for (int end = from; end < block.length; end++) {
      if ((int) sum.getValue() == unmasked) {
        return true;
      }
      sum.update(block[end]);
    }
    return (int) sum.getValue() == unmasked;
  }

  private boolean onlyZerosFrom(long offset) throws IOException {
    for (long at = offset; at < size; at += Fragment.BLOCK) {
      for (byte b : file.read(at, (int) Math.min(Fragment.BLOCK, size - at))) {
        if (b != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private LogItem end() {
    return begun == null ? new LogItem.End() : damage(begunAt, "a record is cut short", true);
  }

  private LogItem endOfFile() {
    blockStart = size;
    block = new byte[0];
    position = 0;
    return end();
  }

  private LogItem damage(long at, String reason, boolean atTail) {
    begun = null;
    if (atTail) {
      blockStart = size;
      block = new byte[0];
      position = 0;
    }
    return new LogItem.Damage(at, reason, atTail);
  }

  private boolean isLastBlock() {
    return blockStart + block.length >= size;
  }

  private void nextBlock() throws IOException {
    blockStart += block.length;
    block = file.read(blockStart, (int) Math.min(Fragment.BLOCK, size - blockStart));
    position = 0;
  }

  private long offset() {
    return blockStart + position;
  }
}
