package dev.lasso.engine.wal;

import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.BytesReader;
import dev.lasso.engine.table.Checksum;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A pass over the records of a finished log. It judges nothing: damage is handed out like a record. */
public final class LogReader {
  private final ReadFile file;
  private final long size;
  private final Checksum checksum = new Checksum();
  private byte[] block = new byte[0];
  private long blockStart;
  private int position;
  private @Nullable Bytes begun;
  private long begunAt;

  public LogReader(ReadFile file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  /** The next record, damage, or the end. */
  public LogItem next() throws IOException {
    while (true) {
      if (block.length - position < Fragment.HEADER) {
        if (blockStart + block.length >= size) {
          boolean torn = position < block.length && block.length < Fragment.BLOCK;
          return torn ? damage(offset(), "a header is cut short", true) : end();
        }
        nextBlock();
        continue;
      }
      long at = offset();
      BytesReader header = new BytesReader(block, position, block.length);
      int crc = header.readInt();
      int length = header.readByte() | header.readByte() << 8;
      int code = header.readByte();
      if (code == 0 && length == 0 && crc == 0) {
        position = block.length;
        continue;
      }
      int from = position + Fragment.HEADER;
      if (length > block.length - from) {
        boolean atTail = blockStart + block.length == size && from + length <= Fragment.BLOCK;
        position = block.length;
        return damage(at, "a fragment of " + length + " bytes does not fit its block", atTail);
      }
      if (checksum.masked(code, block, from, length) != crc) {
        position = block.length;
        return damage(at, "wrong checksum", false);
      }
      position = from + length;
      LogItem item = assemble(at, Fragment.of(code), from, length);
      if (item != null) {
        return item;
      }
    }
  }

  private @Nullable LogItem assemble(long at, @Nullable Fragment type, int from, int length) {
    Bytes record = begun;
    return switch (type) {
      case FULL -> record == null
          ? new LogItem.Whole(new Bytes(length).add(block, from, length).copy())
          : restart(at, from - Fragment.HEADER);
      case FIRST -> {
        if (record != null) {
          yield restart(at, from - Fragment.HEADER);
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
        yield new LogItem.Whole(record.add(block, from, length).copy());
      }
      case ZERO -> damage(at, "unknown fragment type", false);
      case null -> damage(at, "unknown fragment type", false);
    };
  }

  /** Gives up the record that was begun, and reads the fragment at {@code position} again. */
  private LogItem restart(long at, int fragment) {
    position = fragment;
    return damage(at, "a record lacks its last fragment", false);
  }

  private LogItem end() {
    return begun == null ? new LogItem.End() : damage(begunAt, "a record is cut short", true);
  }

  private LogItem damage(long at, String reason, boolean atTail) {
    begun = null;
    if (atTail) {
      position = block.length;
    }
    return new LogItem.Damage(at, reason, atTail);
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
