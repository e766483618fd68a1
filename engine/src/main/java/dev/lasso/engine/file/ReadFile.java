package dev.lasso.engine.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** A finished file, read at offsets by any number of threads. */
public interface ReadFile extends Closeable {

  /** Opens a file that must exist. */
  static ReadFile open(Path path) throws IOException {
    return ChannelFile.open(path);
  }

  /**
   * Maps a file that must exist into memory: reads need no system call, and take as much address space as it is long.
   */
  static ReadFile map(Path path) throws IOException {
    return MappedFile.map(path);
  }

  /**
   * Reads exactly {@code length} bytes.
   *
   * @throws EOFException if the file ends before
   */
  byte[] read(long offset, int length) throws IOException;

  long size() throws IOException;

  Path path();
}
