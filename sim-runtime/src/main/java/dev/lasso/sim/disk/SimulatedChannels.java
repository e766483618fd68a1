package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.ChannelCalls;
import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.jdk.Memory;
import dev.lasso.sim.jdk.NativeFiles;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The system calls beneath file channels, on the files of a run. Locks are those of other processes, of which there are
 * none: within its own the JDK keeps them itself.
 */
final class SimulatedChannels implements ChannelCalls {

  /** {@code IOStatus.EOF}. */
  private static final int EOF = -1;

  /** {@code IOStatus.UNSUPPORTED_CASE}. */
  private static final int UNSUPPORTED_CASE = -6;

  /** {@code UnixFileDispatcherImpl.MAP_PV}. */
  private static final int PRIVATE = 2;

  /** In bytes. */
  private static final int BUFFER = 1 << 16;

  /** Of an {@code iovec}: an address and a length. */
  private static final int VECTOR_BYTES = 16;

  private static final int LENGTH_AT = 8;

  /** How long {@code NativeThreadSet} waits before it looks again. */
  private static final long PATIENCE_NANOS = 50_000_000L;

  private final RunFiles files;
  private final OpenFiles opened;

  SimulatedChannels(RunFiles files) {
    this.files = files;
    opened = new OpenFiles(files);
  }

  @Override
  public boolean isAnswered() {
    return files.isAnswered();
  }

  @Override
  public int read(FileDescriptor file, long address, int length) throws IOException {
    OpenFile open = opened.find(file);
    try {
      return open == null ? 0 : (int) orEnd(files.read(open, null, address, length), length);
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public int pread(FileDescriptor file, long address, int length, long position) throws IOException {
    OpenFile open = opened.find(file);
    try {
      return open == null
          ? 0
          : (int) orEnd(files.read(open, position, null, address, length), length);
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public long readv(FileDescriptor file, long vectors, int count) throws IOException {
    OpenFile open = opened.find(file);
    return open == null ? 0 : orEnd(transfer(open, vectors, count, false), wanted(vectors, count));
  }

  private static long wanted(long vectors, int count) {
    long wanted = 0;
    for (int i = 0; i < count; i++) {
      wanted += Memory.longAt(vectors + (long) i * VECTOR_BYTES + LENGTH_AT);
    }
    return wanted;
  }

  /** Reads into memory that is scattered, or writes what is gathered, up to the first that is not done as a whole. */
  private long transfer(OpenFile open, long vectors, int count, boolean writes) throws IOException {
    long wanted = 0;
    long done = 0;
    try {
      for (int i = 0; i < count && done == wanted; i++) {
        long address = Memory.longAt(vectors + (long) i * VECTOR_BYTES);
        long length = Memory.longAt(vectors + (long) i * VECTOR_BYTES + LENGTH_AT);
        wanted += length;
        done += writes ? files.write(open, null, address, length) : files.read(open, null, address, length);
      }
    } catch (DiskError error) {
      if (done == 0) {
        throw OpenFiles.failure(error);
      }
    }
    return done;
  }

  private static long orEnd(long count, long wanted) {
    return count == 0 && wanted > 0 ? EOF : count;
  }

  @Override
  public int write(FileDescriptor file, long address, int length) throws IOException {
    OpenFile open = opened.find(file);
    try {
      return open == null ? 0 : (int) files.write(open, null, address, length);
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public int pwrite(FileDescriptor file, long address, int length, long position) throws IOException {
    OpenFile open = opened.find(file);
    try {
      if (open == null) {
        return 0;
      }
      return (int) files.write(open, position, null, address, length);
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public long writev(FileDescriptor file, long vectors, int count) throws IOException {
    OpenFile open = opened.find(file);
    return open == null ? 0 : transfer(open, vectors, count, true);
  }

  @Override
  public long seek(FileDescriptor file, long offset) throws IOException {
    OpenFile open = opened.find(file);
    if (open == null) {
      return 0;
    }
    if (offset >= 0) {
      open.seek(offset);
    }
    return open.position();
  }

  @Override
  public int force(FileDescriptor file, boolean metaData) throws IOException {
    OpenFile open = opened.find(file);
    try {
      if (open != null) {
        files.sync(open.node());
      }
      return 0;
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public int truncate(FileDescriptor file, long size) throws IOException {
    OpenFile open = opened.find(file);
    try {
      if (open != null) {
        files.disk().setSize(open.resizable(), size);
      }
      return 0;
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public long size(FileDescriptor file) throws IOException {
    return opened.size(file);
  }

  @Override
  public int available(FileDescriptor file) throws IOException {
    return opened.available(file);
  }

  @Override
  public boolean isOther(FileDescriptor file) throws IOException {
    OpenFile open = opened.find(file);
    return open != null && open.node() instanceof Device;
  }

  @Override
  public int lock(FileDescriptor file, boolean blocking, long position, long size, boolean shared) throws IOException {
    opened.find(file);
    return 0;
  }

  @Override
  public void release(FileDescriptor file, long position, long size) throws IOException {
    opened.find(file);
  }

  @Override
  public int setDirectIO(FileDescriptor file, String path) throws IOException {
    opened.find(file);
    return Content.PAGE;
  }

  @Override
  public boolean isSimulated(FileDescriptor file) {
    return files.inTask() && opened.own(file);
  }

  @Override
  public void identify(FileDescriptor file, long[] deviceAndNumber) throws IOException {
    OpenFile open = opened.find(file);
    if (open != null) {
      deviceAndNumber[0] = files.process();
      deviceAndNumber[1] = open.node().number();
    }
  }

  @Override
  public Object executor(Object real) {
    return files.inTask() ? files.executor() : real;
  }

  @Override
  public void awaitIdle(Object callers) {
    while (files.inTask() && NativeFiles.areInCalls(callers)) {
      files.await(PATIENCE_NANOS);
    }
  }

  // From file to file --------------------------------------------------------------------------------------------------

  @Override
  public long transferTo(FileDescriptor from, long position, long count, FileDescriptor to, boolean append)
      throws IOException {
    if (!areBothSimulated(from, to)) {
      return UNSUPPORTED_CASE;
    }
    return copy(opened.get(from), position, opened.get(to), -1, count);
  }

  @Override
  public long transferFrom(FileDescriptor from, FileDescriptor to, long position, long count, boolean append)
      throws IOException {
    if (!areBothSimulated(from, to)) {
      return UNSUPPORTED_CASE;
    }
    return copy(opened.get(from), -1, opened.get(to), position, count);
  }

  private boolean areBothSimulated(FileDescriptor from, FileDescriptor to) {
    files.answer(opened.own(from) || opened.own(to));
    return opened.own(from) && opened.own(to);
  }

  /** Copies at positions, of which a negative one is that of the open file, and moves: how many bytes. */
  private long copy(OpenFile from, long fromPosition, OpenFile to, long toPosition, long count) throws IOException {
    byte[] buffer = new byte[(int) Math.min(count, BUFFER)];
    long done = 0;
    try {
      while (done < count) {
        long wanted = Math.min(buffer.length, count - done);
        long read = fromPosition < 0
            ? files.read(from, buffer, Memory.ARRAY_OFFSET, wanted)
            : files.read(from, fromPosition + done, buffer, Memory.ARRAY_OFFSET, wanted);
        if (read == 0) {
          return done;
        }
        done += toPosition < 0
            ? files.write(to, buffer, Memory.ARRAY_OFFSET, read)
            : files.write(to, toPosition + done, buffer, Memory.ARRAY_OFFSET, read);
      }
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
    return done;
  }

  // Mapping ------------------------------------------------------------------------------------------------------------

  @Override
  public long map(FileDescriptor file, int protection, long position, long length, boolean sync) throws IOException {
    OpenFile open = opened.find(file);
    try {
      if (open == null) {
        return 0;
      }
      if (!(open.node() instanceof RegularFile regular)) {
        throw Errno.ENODEV.error();
      }
      return protection == PRIVATE
          ? files.mapped().copy(regular, position, length)
          : files.mapped().share(regular, position, length);
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public boolean hasMapped(long address) {
    return files.mapped().hasMapped(address);
  }

  @Override
  public int unmap(long address, long length) {
    if (files.inTask()) {
      files.mapped().unmap(address);
    } else {
      files.mapped().unmapLater(address);
    }
    return 0;
  }

  @Override
  public boolean isLoaded(long address, boolean sync, long length) {
    return true;
  }

  @Override
  public void unload(long address, boolean sync, long length) {}

  @Override
  public void msync(FileDescriptor file, long address, boolean sync, long index, long length) {
    RegularFile mapped = files.mapped().file(address + index);
    try {
      if (mapped != null && files.inTask()) {
        files.sync(mapped);
      }
    } catch (DiskError error) {
      throw new UncheckedIOException(OpenFiles.failure(error));
    }
  }
}
