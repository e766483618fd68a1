package dev.lasso.engine.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A finished file, read at offsets by any number of threads. Its channel can be closed while it is idle; the next read
 * opens it again, and so does a read that the closing has overtaken.
 */
public final class ReadFile implements Closeable {
  private final Path path;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile FileChannel channel;
  private volatile long lastReadNanos = System.nanoTime();
  private volatile boolean closed;

  private ReadFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens a file that must exist. */
  public static ReadFile open(Path path) throws IOException {
    return new ReadFile(path, openChannel(path));
  }

  /**
   * Reads exactly {@code length} bytes.
   *
   * @throws EOFException if the file ends before
   */
  public byte[] read(long offset, int length) throws IOException {
    lastReadNanos = System.nanoTime();
    while (true) {
      FileChannel from = channel;
      try {
        return read(from, offset, length);
      } catch (ClosedChannelException e) {
        reopen(from, e);
      }
    }
  }

  public long size() throws IOException {
    return channel.size();
  }

  public Path path() {
    return path;
  }

  /** Whether the channel is open. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Closes the channel if nothing was read for {@code idleNanos}; true if it did. */
  public boolean closeIfIdle(long idleNanos) throws IOException {
    FileChannel idle = channel;
    boolean closes = idle.isOpen() && System.nanoTime() - lastReadNanos >= idleNanos;
    if (closes) {
      idle.close();
    }
    return closes;
  }

  @Override
  public void close() throws IOException {
    opening.lock();
    try {
      closed = true;
      channel.close();
    } finally {
      opening.unlock();
    }
  }

  private byte[] read(FileChannel from, long offset, int length) throws IOException {
    return Shielded.shield(() -> {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (from.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException(path.getFileName() + " ends before offset " + (offset + length));
        }
      }
      return buffer.array();
    });
  }

  /** Opens the channel again unless another reader has; fails if the file was closed for good. */
  private void reopen(FileChannel found, ClosedChannelException reason) throws IOException {
    opening.lock();
    try {
      if (closed) {
        throw reason;
      }
      if (channel == found) {
        channel = openChannel(path);
      }
    } finally {
      opening.unlock();
    }
  }

  private static FileChannel openChannel(Path path) throws IOException {
    return Shielded.shield(() -> FileChannel.open(path, StandardOpenOption.READ));
  }
}
