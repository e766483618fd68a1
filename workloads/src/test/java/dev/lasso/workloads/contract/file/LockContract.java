package dev.lasso.workloads.contract.file;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/** Locks of files, which belong to the whole process. */
public final class LockContract {

  private static FileChannel open(Directory dir) throws Exception {
    return FileChannel.open(dir.path("a"), READ, WRITE);
  }

  public void oneProcessLocksAByteOnce(Directory dir) throws Exception {
    dir.file("a", "text");
    try (FileChannel one = open(dir); FileChannel other = open(dir)) {
      FileLock lock = one.lock();
      dir.saw("of all", lock.position() + " " + lock.size() + " " + lock.isShared(), "0 " + Long.MAX_VALUE + " false");
      dir.call("again", () -> one.tryLock(), "threw OverlappingFileLockException");
      dir.call("by another channel", () -> other.tryLock(), "threw OverlappingFileLockException");
      dir.call("waiting", () -> other.lock(3, 1, true), "threw OverlappingFileLockException");
      lock.release();
      dir.saw("valid", lock.isValid(), false);
      try (FileLock next = other.tryLock()) {
        dir.saw("then", next != null && next.isValid(), true);
      }
    }
  }

  public void rangesAreApart(Directory dir) throws Exception {
    dir.file("a", "");
    try (FileChannel channel = open(dir)) {
      FileLock first = channel.lock(0, 10, false);
      FileLock second = channel.lock(10, 10, true);
      dir.saw("shared", first.isShared() + " " + second.isShared(), "false true");
      dir.call("between", () -> channel.tryLock(9, 2, false), "threw OverlappingFileLockException");
      dir.saw("overlaps", first.overlaps(9, 1) + " " + first.overlaps(10, 1), "true false");
      first.release();
      dir.saw("released", channel.tryLock(0, 10, false) != null, true);
    }
  }

  public void closingReleases(Directory dir) throws Exception {
    dir.file("a", "");
    FileChannel channel = open(dir);
    FileLock lock = channel.lock();
    channel.close();
    dir.saw("valid", lock.isValid(), false);
    dir.call("release", lock::release, "threw ClosedChannelException");
    dir.call("lock", () -> channel.lock(), "threw ClosedChannelException");
    try (FileChannel other = open(dir)) {
      dir.saw("free", other.tryLock() != null, true);
    }
  }

  public void aLockNeedsTheRightChannel(Directory dir) throws Exception {
    dir.file("a", "");
    try (FileChannel reader = FileChannel.open(dir.path("a"), READ);
        FileChannel writer = FileChannel.open(dir.path("a"), WRITE)) {
      dir.call("exclusive to read", () -> reader.tryLock(), "threw NonWritableChannelException");
      dir.call("shared to write", () -> writer.tryLock(0, 1, true), "threw NonReadableChannelException");
      dir.call("before the start", () -> writer.tryLock(-1, 1, false), "threw IllegalArgumentException");
      dir.saw("shared to read", reader.tryLock(0, 1, true) != null, true);
    }
  }
}
