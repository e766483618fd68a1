package dev.lasso.sim.hooks;

import java.io.FileDescriptor;
import java.io.IOException;

/** The system calls beneath file channels and their mapped buffers, as {@code sun.nio.ch.FileDispatcherImpl} has them. */
public interface ChannelCalls extends Answers {

  /** {@code read(2)}; -1 at the end of the file. */
  int read(FileDescriptor file, long address, int length) throws IOException;

  /** {@code pread(2)}; -1 at the end of the file. */
  int pread(FileDescriptor file, long address, int length, long position) throws IOException;

  /** {@code readv(2)}; -1 at the end of the file. */
  long readv(FileDescriptor file, long vectors, int count) throws IOException;

  /** {@code write(2)}. */
  int write(FileDescriptor file, long address, int length) throws IOException;

  /** {@code pwrite(2)}. */
  int pwrite(FileDescriptor file, long address, int length, long position) throws IOException;

  /** {@code writev(2)}. */
  long writev(FileDescriptor file, long vectors, int count) throws IOException;

  /** {@code lseek(2)}; a negative offset asks for the position. */
  long seek(FileDescriptor file, long offset) throws IOException;

  /** {@code fsync(2)}, or {@code fdatasync(2)}. */
  int force(FileDescriptor file, boolean metaData) throws IOException;

  /** {@code ftruncate(2)}. */
  int truncate(FileDescriptor file, long size) throws IOException;

  /** The size of the file in bytes. */
  long size(FileDescriptor file) throws IOException;

  /** How many bytes can be read from the position on. */
  int available(FileDescriptor file) throws IOException;

  /** Whether it is neither a regular file nor a directory. */
  boolean isOther(FileDescriptor file) throws IOException;

  /** {@code fcntl(2)} with {@code F_SETLK}: 0 for locked. */
  int lock(FileDescriptor file, boolean blocking, long position, long size, boolean shared) throws IOException;

  /** Gives a lock back. */
  void release(FileDescriptor file, long position, long size) throws IOException;

  /**
   * {@code mmap(2)}.
   *
   * @param protection 0 to read, 1 to read and write, 2 for a private copy
   */
  long map(FileDescriptor file, int protection, long position, long length, boolean sync) throws IOException;

  /** Prepares for direct transfers: their alignment in bytes. */
  int setDirectIO(FileDescriptor file, String path) throws IOException;

  /** What {@code sendfile(2)} has sent; -6 where the channel is to do it by itself. */
  long transferTo(FileDescriptor from, long position, long count, FileDescriptor to, boolean append) throws IOException;

  /** What {@code copy_file_range(2)} has copied; -6 where the channel is to do it by itself. */
  long transferFrom(FileDescriptor from, FileDescriptor to, long position, long count, boolean append)
      throws IOException;

  /** Whether this is open on the simulated disk, and the caller a task. */
  boolean isSimulated(FileDescriptor file);

  /** Device and inode number of a file. */
  void identify(FileDescriptor file, long[] deviceAndNumber) throws IOException;

  /** The pool of asynchronous channels that are given none: {@code real}, or to a task that of its run. */
  Object executor(Object real);

  /**
   * Waits until no task is in the middle of a call on a channel that is being closed.
   *
   * @param callers a {@code NativeThreadSet}: the threads that are
   */
  void awaitIdle(Object callers);

  // Of any thread ----------------------------------------------------------------------------------------------------

  /** Whether a simulated file is mapped there; asked by any thread, since the JDK's cleaner unmaps too. */
  boolean hasMapped(long address);

  /** {@code munmap(2)}. */
  int unmap(long address, long length);

  /** Whether all of it is in memory, as a simulated file is. */
  boolean isLoaded(long address, boolean sync, long length);

  /** Takes pages out of memory, which those of a simulated file are not. */
  void unload(long address, boolean sync, long length);

  /** {@code msync(2)} of {@code length} bytes from {@code address + index} on. */
  void msync(FileDescriptor file, long address, boolean sync, long index, long length);
}
