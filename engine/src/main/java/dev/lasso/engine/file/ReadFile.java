package dev.lasso.engine.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A finished file, read at offsets by any number of threads. */
public final class ReadFile implements Closeable {
  private final Path path;
  private final FileChannel channel;

  private ReadFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens a file that must exist. */
  public static ReadFile open(Path path) throws IOException {
    return new ReadFile(path, Shielded.shield(() -> FileChannel.open(path, StandardOpenOption.READ)));
  }

  /**
   * Reads exactly {@code length} bytes.
   *
   * @throws EOFException if the file ends before
   */
  public byte[] read(long offset, int length) throws IOException {
    return Shielded.shield(() -> {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException(path.getFileName() + " ends before offset " + (offset + length));
        }
      }
      return buffer.array();
    });
  }

  public long size() throws IOException {
    return channel.size();
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
