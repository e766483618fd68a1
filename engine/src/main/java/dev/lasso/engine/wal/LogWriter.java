package dev.lasso.engine.wal;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.Checksum;
import java.io.Closeable;
import java.io.IOException;

/**
 * The end of a record log that grows. One thread at a time appends; a record reaches the operating system before
 * {@link #add} returns.
 */
public final class LogWriter implements Closeable {
  private static final byte[] PADDING = new byte[Fragment.HEADER];

  private final long number;
  private final AppendFile file;
  private final Checksum checksum = new Checksum();
  private final Bytes frame = new Bytes(Fragment.BLOCK);
  private int blockOffset;

  /** Begins the log of that number in an empty file. */
  public LogWriter(long number, AppendFile file) {
    this.number = number;
    this.file = file;
  }

  /** The number in the file's name. */
  public long number() {
    return number;
  }

  /** Appends a record. */
  public void add(byte[] record, int offset, int length) throws IOException {
    frame.clear();
    int from = offset;
    int left = length;
    boolean first = true;
    do {
      int room = Fragment.BLOCK - blockOffset;
      if (room < Fragment.HEADER) {
        frame.add(PADDING, 0, room);
        blockOffset = 0;
        room = Fragment.BLOCK;
      }
      int part = Math.min(left, room - Fragment.HEADER);
      addFragment(Fragment.of(first, part == left), record, from, part);
      from += part;
      left -= part;
      first = false;
    } while (left > 0);
    file.append(frame.array(), 0, frame.size());
  }

  /** Makes all records survive the machine. */
  public void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void addFragment(Fragment type, byte[] record, int offset, int length) {
    frame.addInt(checksum.masked(type.ordinal(), record, offset, length));
    frame.addByte(length).addByte(length >>> 8).addByte(type.ordinal());
    frame.add(record, offset, length);
    blockOffset += Fragment.HEADER + length;
  }
}
