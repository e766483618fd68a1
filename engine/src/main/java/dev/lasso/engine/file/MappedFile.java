package dev.lasso.engine.file;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that lies in memory as far as the operating system can keep it there. */
record MappedFile(Path path, Arena arena, MemorySegment bytes) implements ReadFile {

  static MappedFile map(Path path) throws IOException {
    return Shielded.shield(() -> {
      Arena arena = Arena.ofShared();
      boolean mapped = false;
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        mapped = true;
        return new MappedFile(path, arena, bytes);
      } finally {
        if (!mapped) {
          arena.close();
        }
      }
    });
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    if (offset > bytes.byteSize() - length) {
      throw new EOFException(path.getFileName() + " ends before offset " + (offset + length));
    }
    byte[] read = new byte[length];
    try {
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, read, 0, length);
    } catch (IllegalStateException e) {
      ClosedChannelException closed = new ClosedChannelException();
      closed.initCause(e);
      throw closed;
    } catch (InternalError e) {
      // What the JVM throws where the operating system cannot bring a page in.
      throw new IOException(path.getFileName() + " cannot be read at offset " + offset + ": " + e.getMessage(), e);
    }
    return read;
  }

  @Override
  public long size() {
    return bytes.byteSize();
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
