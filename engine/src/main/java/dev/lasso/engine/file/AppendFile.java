package dev.lasso.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of this engine that only grows. One thread at a time appends; {@link #sync} may run beside it. */
public final class AppendFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final Pace pace;
  private final boolean triesAgain;
  private volatile long size;

  private AppendFile(Path path, FileChannel channel, Pace pace, boolean triesAgain) {
    this.path = path;
    this.channel = channel;
    this.pace = pace;
    this.triesAgain = triesAgain;
  }

  /**
   * Makes an empty file at {@code path}, in place of any that is there: a number is handed out once, so such a file is
   * what a crash left of an attempt that nothing refers to.
   */
  public static AppendFile create(Path path) throws IOException {
    return create(path, Pace.unlimited());
  }

  /** {@link #create(Path)} for a file that grows no faster than {@code pace} lets it. */
  public static AppendFile create(Path path, Pace pace) throws IOException {
    return new AppendFile(path, Shielded.shield(() -> FileChannel.open(path, StandardOpenOption.CREATE,
        StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)), pace, false);
  }

  /** The same file, of which a sync that has failed is tried once more: a quirk, see {@link #sync}. */
  public AppendFile tryingSyncsAgain() {
    return new AppendFile(path, channel, pace, true);
  }

  /** Hands the bytes to the operating system: they survive the process, not yet the machine. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread appends; others ask for the size
  public void append(byte[] bytes, int offset, int length) throws IOException {
    pace.await(length);
    try {
      Shielded.shield(() -> {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
          size += channel.write(buffer);
        }
        return size;
      });
    } catch (IOException e) {
      throw new IOException("write to " + path.getFileName() + " failed: " + e.getMessage(), e);
    }
  }

  /**
   * Makes what was appended survive the machine.
   *
   * @throws SyncException if the operating system could not: it may have dropped the bytes, so trying again proves
   *         nothing
   */
  public void sync() throws IOException {
    try {
      Shielded.shield(this::force);
    } catch (IOException e) {
      throw new SyncException(path, e);
    }
  }

  private FileChannel force() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      if (!triesAgain) {
        throw e;
      }
      channel.force(false);
    }
    return channel;
  }

  /** The bytes appended. */
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
