package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;

/** An open file: a node, how it was opened, and a position. Descriptors that were duplicated share one. */
final class OpenFile {

  private final Node node;
  private final int flags;
  private long position;

  OpenFile(Node node, int flags) {
    this.node = node;
    this.flags = flags;
  }

  Node node() {
    return node;
  }

  /** What is read. @throws DiskError if it was not opened for that */
  Node readable() throws DiskError {
    if ((flags & OpenFlags.ACCESS) == OpenFlags.WRITE_ONLY) {
      throw Errno.EBADF.error();
    }
    return node;
  }

  /** What is written. @throws DiskError if it was not opened for that */
  Node writable() throws DiskError {
    if ((flags & OpenFlags.ACCESS) == 0) {
      throw Errno.EBADF.error();
    }
    return node;
  }

  /** The file to cut off. @throws DiskError EINVAL if there is no such, or it was not opened for writing */
  RegularFile resizable() throws DiskError {
    if ((flags & OpenFlags.ACCESS) != 0 && node instanceof RegularFile file) {
      return file;
    }
    throw Errno.EINVAL.error();
  }

  Directory directory() throws DiskError {
    if (node instanceof Directory directory) {
      return directory;
    }
    throw Errno.ENOTDIR.error();
  }

  boolean appends() {
    return (flags & OpenFlags.APPEND) != 0;
  }

  /** Whether each write is on the disk when it returns. */
  boolean isSynchronous() {
    return (flags & OpenFlags.DSYNC) != 0;
  }

  long position() {
    return position;
  }

  void seek(long newPosition) {
    position = newPosition;
  }
}
