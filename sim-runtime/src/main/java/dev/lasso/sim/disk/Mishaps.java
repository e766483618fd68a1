package dev.lasso.sim.disk;

import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FileFaults;
import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.jdk.Memory;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with the calls on a disk, as the fault plan has it. A call is asked for when nothing else is wrong with
 * it: what would have failed anyway is no site.
 */
final class Mishaps {

  /** Of the ways that a fault can take, the most that are told apart. */
  private static final int MOST_WAYS = 1 << 20;

  private final Disk disk;
  private final FileFaults faults;
  private final long capacity;

  /** What goes wrong on a disk. */
  Mishaps(Disk disk, FileFaults faults) {
    this(disk, faults, Math.min(faults.capacity(), Disk.CAPACITY));
  }

  private Mishaps(Disk disk, FileFaults faults, long capacity) {
    this.disk = disk;
    this.faults = faults;
    this.capacity = capacity;
  }

  /** The same for another disk. */
  Mishaps on(Disk other) {
    return new Mishaps(other, faults, capacity);
  }

  /** How much there is space for, in bytes. */
  long capacity() {
    return capacity;
  }

  /** A file is to be opened. */
  void open(String path) throws DiskError {
    if (faults.strike(FaultKind.OPEN, () -> path)) {
      throw Errno.EIO.error();
    }
    if (faults.strike(FaultKind.DESCRIPTOR, () -> path)) {
      throw Errno.EMFILE.error();
    }
  }

  /** A file or directory is to be made. */
  void make(String path) throws DiskError {
    if (faults.strike(FaultKind.SPACE, () -> path)) {
      throw Errno.ENOSPC.error();
    }
  }

  /** A name is to be changed. */
  void name(String path) throws DiskError {
    if (faults.strike(FaultKind.NAME, () -> path)) {
      throw Errno.EIO.error();
    }
  }

  /** Bytes of a file are to be read, at least one: how many are. */
  long read(RegularFile file, long length) throws DiskError {
    if (faults.strike(FaultKind.READ, () -> disk.path(file))) {
      throw Errno.EIO.error();
    }
    return length > 1 && faults.strike(FaultKind.SHORT_READ, () -> disk.path(file)) ? part(length) : length;
  }

  private long part(long length) {
    return 1L + faults.draw((int) Math.min(MOST_WAYS, length - 1));
  }

  /** Some of the bytes that are to be read have decayed where they are. */
  void decay(RegularFile file, long position, long length) {
    if (length > 0 && faults.strike(FaultKind.BIT_ROT, () -> disk.path(file))) {
      file.content().flip(position + faults.draw((int) Math.min(MOST_WAYS, length)), 1 << faults.draw(Byte.SIZE));
    }
  }

  /** Bytes were read. */
  void change(RegularFile file, byte @Nullable [] bytes, long offset, long length) {
    if (length > 0 && faults.strike(FaultKind.BIT_FLIP, () -> disk.path(file))) {
      long at = offset + faults.draw((int) Math.min(MOST_WAYS, length));
      byte[] one = new byte[1];
      Memory.copy(bytes, at, one, Memory.ARRAY_OFFSET, 1);
      one[0] ^= (byte) (1 << faults.draw(Byte.SIZE));
      Memory.copy(one, Memory.ARRAY_OFFSET, bytes, at, 1);
    }
  }

  /** Bytes of a file are to be written, at least one: how many are. */
  long write(RegularFile file, long position, long length) throws DiskError {
    if (faults.strike(FaultKind.WRITE, () -> disk.path(file))) {
      throw Errno.EIO.error();
    }
    if (position + length > file.size() && faults.strike(FaultKind.SPACE, () -> disk.path(file))) {
      throw Errno.ENOSPC.error();
    }
    long fits = fits(file, position, length);
    if (fits == 0) {
      throw Errno.ENOSPC.error();
    }
    return fits > 1 && faults.strike(FaultKind.SHORT_WRITE, () -> disk.path(file)) ? part(fits) : fits;
  }

  /** How many bytes there is space for. */
  private long fits(RegularFile file, long position, long length) {
    return capacity == Disk.CAPACITY ? length : file.content().fits(position, length, capacity - disk.allocated());
  }

  /** A file is to be cut off, or lengthened. */
  void resize(RegularFile file) throws DiskError {
    if (faults.strike(FaultKind.WRITE, () -> disk.path(file))) {
      throw Errno.EIO.error();
    }
  }

  /** Whether a sync is done, of which the program is told in any case. */
  boolean isDone(Node node) {
    return !faults.strike(FaultKind.LYING_SYNC, () -> disk.path(node));
  }

  /** Whether a sync fails. */
  boolean failsToSync(Node node) {
    return faults.strike(FaultKind.SYNC, () -> disk.path(node));
  }
}
