package dev.lasso.engine.wal;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.Checksum;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a record log that grows. One thread at a time appends, {@link #sync} may run beside it; a record reaches
 * the operating system before {@link #add} returns. After a failed write or sync nobody knows what the file holds, so
 * every later one fails too.
 */
public final class LogWriter implements Closeable {
  private static final byte[] PADDING = new byte[Fragment.HEADER];

  private final long number;
  private final AppendFile file;
  private final Checksum checksum = new Checksum();
  private final Bytes frame = new Bytes(Fragment.BLOCK);
  private int blockOffset;
  private volatile @Nullable Throwable failure;

  /** Begins the log of that number in an empty file. */
  public LogWriter(long number, AppendFile file) {
    this.number = number;
    this.file = file;
  }

  /** The number in the file's name. */
  public long number() {
    return number;
  }

  /** The size of the file, in bytes. */
  public long size() {
    return file.size();
  }

  /** Appends a record. */
  public void add(byte[] record, int offset, int length) throws IOException {
    checkIntact();
    // Not in the field yet: what cannot be framed is not written.
    int endsAt = frame(record, offset, length);
    try {
      file.append(frame.array(), 0, frame.size());
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
    blockOffset = endsAt;
  }

  /** Makes all records survive the machine. */
  public void sync() throws IOException {
    checkIntact();
    try {
      file.sync();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void checkIntact() throws IOException {
    Throwable earlier = failure;
    if (earlier != null) {
      throw new IOException("an earlier write to log #" + number + " failed: " + earlier.getMessage(), earlier);
    }
  }

  /** Cuts a record into fragments; answers where in its block the last one ends. */
  private int frame(byte[] record, int offset, int length) {
    frame.clear();
    int at = blockOffset;
    int from = offset;
    int left = length;
    boolean first = true;
    do {
      int room = Fragment.BLOCK - at;
      if (room < Fragment.HEADER) {
        frame.add(PADDING, 0, room);
        at = 0;
        room = Fragment.BLOCK;
      }
      int part = Math.min(left, room - Fragment.HEADER);
      addFragment(Fragment.of(first, part == left), record, from, part);
      at += Fragment.HEADER + part;
      from += part;
      left -= part;
      first = false;
    } while (left > 0);
    return at;
  }

  private void addFragment(Fragment type, byte[] record, int offset, int length) {
    frame.addInt(checksum.masked(type.ordinal(), record, offset, length));
    frame.addByte(length).addByte(length >>> 8).addByte(type.ordinal());
    frame.add(record, offset, length);
  }
}
