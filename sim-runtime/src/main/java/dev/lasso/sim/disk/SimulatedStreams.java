package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.hooks.StreamCalls;
import dev.lasso.sim.jdk.Memory;
import dev.lasso.sim.jdk.NativeFiles;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the classes of {@code java.io} ask of the operating system, on the files of a run. */
final class SimulatedStreams implements StreamCalls {

  private static final int OWN_MODE = 0666;
  private static final int EXISTS = 1;
  private static final int REGULAR = 2;
  private static final int DIRECTORY = 4;
  private static final int HIDDEN = 8;
  private static final int WRITE_BITS = 0222;
  private static final int OWNER_SHIFT = 6;
  private static final int GROUP_SHIFT = 3;

  /** Of the modes of a {@code RandomAccessFile}: read only, rws, rwd. */
  private static final int READ_ONLY = 1;
  private static final int SYNC_OR_DSYNC = 4 | 8;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** In which the JDK hands names to the operating system. */
  private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private final RunFiles files;
  private final OpenFiles opened;

  SimulatedStreams(RunFiles files) {
    this.files = files;
    opened = new OpenFiles(files);
  }

  @Override
  public boolean isAnswered() {
    return files.isAnswered();
  }

  private static String path(String name) {
    return new String(name.getBytes(NAMES), StandardCharsets.ISO_8859_1);
  }

  private String path(File file) {
    return file.getPath().isEmpty() ? "." : path(file.getPath());
  }

  private static String name(String path) {
    return new String(path.getBytes(StandardCharsets.ISO_8859_1), NAMES);
  }

  // Open files ---------------------------------------------------------------------------------------------------------

  @Override
  public void openToRead(FileDescriptor file, String path) throws FileNotFoundException {
    open(file, path, 0);
  }

  @Override
  public void openToWrite(FileDescriptor file, String path, boolean append) throws FileNotFoundException {
    open(file, path, OpenFlags.WRITE_ONLY | OpenFlags.CREATE | (append ? OpenFlags.APPEND : OpenFlags.TRUNCATE));
  }

  @Override
  public void openRandom(FileDescriptor file, String path, int mode) throws FileNotFoundException {
    int sync = (mode & SYNC_OR_DSYNC) == 0 ? 0 : OpenFlags.DSYNC;
    open(file, path, mode == READ_ONLY ? 0 : OpenFlags.READ_WRITE | OpenFlags.CREATE | sync);
  }

  /** Directories are refused, as the JDK refuses them. */
  private void open(FileDescriptor file, String name, int flags) throws FileNotFoundException {
    String path = path(name);
    try {
      int fd = files.open(files.working(), path, flags, OWN_MODE);
      if (fd >= 0) {
        if (files.descriptors().get(fd).node() instanceof Directory) {
          files.descriptors().remove(fd);
          throw Errno.EISDIR.error();
        }
        NativeFiles.set(file, fd, (flags & OpenFlags.APPEND) != 0);
      }
    } catch (DiskError error) {
      throw new FileNotFoundException(name + " (" + error.getMessage() + ")");
    }
  }

  @Override
  public int read(FileDescriptor file) throws IOException {
    byte[] one = new byte[1];
    return read(file, one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(FileDescriptor file, byte[] bytes, int offset, int length) throws IOException {
    OpenFile open = opened.find(file);
    if (open == null) {
      return 0;
    }
    Objects.checkFromIndexSize(offset, length, bytes.length);
    try {
      long count = files.read(open, bytes, Memory.ARRAY_OFFSET + offset, length);
      return count == 0 && length > 0 ? -1 : (int) count;
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public int read(FileDescriptor file, byte[] bytes) throws IOException {
    return read(file, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable String readLine(FileDescriptor file) throws IOException {
    OpenFile open = opened.find(file);
    if (open == null) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    int next = read(file);
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n' && next != '\r') {
      line.append((char) next);
      next = read(file);
    }
    long behind = open.position();
    if (next == '\r' && read(file) != '\n') {
      open.seek(behind);
    }
    return line.toString();
  }

  @Override
  public void write(FileDescriptor file, int value) throws IOException {
    write(file, new byte[]{(byte) value}, 0, 1);
  }

  @Override
  public void write(FileDescriptor file, byte[] bytes, int offset, int length) throws IOException {
    OpenFile open = opened.find(file);
    if (open == null) {
      return;
    }
    Objects.checkFromIndexSize(offset, length, bytes.length);
    try {
      long done = 0;
      while (done < length) {
        done += files.write(open, bytes, Memory.ARRAY_OFFSET + offset + done, length - done);
      }
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public void write(FileDescriptor file, byte[] bytes) throws IOException {
    write(file, bytes, 0, bytes.length);
  }

  @Override
  public long skip(FileDescriptor file, long count) throws IOException {
    OpenFile open = opened.find(file);
    if (open == null) {
      return 0;
    }
    if (open.position() + count < 0) {
      throw OpenFiles.failure(Errno.EINVAL.error());
    }
    open.seek(open.position() + count);
    return count;
  }

  @Override
  public int available(FileDescriptor file) throws IOException {
    return opened.available(file);
  }

  @Override
  public boolean isRegularFile(FileDescriptor file) {
    try {
      OpenFile open = opened.find(file);
      return open != null && open.node() instanceof RegularFile;
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public long position(FileDescriptor file) throws IOException {
    OpenFile open = opened.find(file);
    return open == null ? 0 : open.position();
  }

  @Override
  public long filePointer(RandomAccessFile file) throws IOException {
    return files.inTask() && opened.find(file.getFD()) instanceof OpenFile open ? open.position() : -1;
  }

  @Override
  public void seek(FileDescriptor file, long position) throws IOException {
    OpenFile open = opened.find(file);
    if (open != null) {
      if (position < 0) {
        throw new IOException("Negative seek offset");
      }
      open.seek(position);
    }
  }

  @Override
  public long length(FileDescriptor file) throws IOException {
    return opened.size(file);
  }

  @Override
  public void setLength(FileDescriptor file, long length) throws IOException {
    OpenFile open = opened.find(file);
    if (open == null) {
      return;
    }
    try {
      files.disk().setSize(open.resizable(), length);
      open.seek(Math.min(open.position(), length));
    } catch (DiskError error) {
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public void sync(FileDescriptor file) throws SyncFailedException {
    try {
      OpenFile open = opened.find(file);
      if (open != null) {
        files.sync(open.node());
      }
    } catch (IOException | DiskError failure) {
      throw new SyncFailedException("sync failed");
    }
  }

  @Override
  public void close(FileDescriptor file) throws IOException {
    if (opened.find(file) != null) {
      try {
        files.descriptors().remove(NativeFiles.number(file));
        NativeFiles.set(file, -1, false);
      } catch (DiskError error) {
        throw OpenFiles.failure(error);
      }
    }
  }

  @Override
  public void registerCleanup(@Nullable FileDescriptor file) {
    files.answer(file != null && opened.own(file));
  }

  @Override
  public void deleteOnExit(String path) {
    files.answer(true);
  }

  // Names --------------------------------------------------------------------------------------------------------------

  /** What a file stands for; null if nothing, or if it is one of the machine's, which is then not answered. */
  private @Nullable Node find(String path) {
    try {
      return files.looksAt(path) ? files.find(path, true) : null;
    } catch (DiskError absent) {
      return null;
    }
  }

  @Override
  public @Nullable String canonicalize(String path) throws IOException {
    String asked = path(path);
    return files.looksAt(asked) ? name(files.canonical(asked)) : null;
  }

  @Override
  public int attributes(File file) {
    Node node = find(path(file));
    int type = node instanceof Directory ? DIRECTORY : node instanceof RegularFile ? REGULAR : 0;
    return (node == null ? 0 : EXISTS | type) | (file.getName().startsWith(".") ? HIDDEN : 0);
  }

  @Override
  public boolean hasAttributes(File file, int attributes) {
    return (attributes(file) & attributes) == attributes;
  }

  @Override
  public boolean checkAccess(File file, int access) {
    Node node = find(path(file));
    return node != null && ((access & 1) == 0 || node instanceof Directory || node.isExecutable());
  }

  @Override
  public long lastModified(File file) {
    Node node = find(path(file));
    return node == null ? 0 : Math.floorDiv(node.modified(), NANOS_PER_MILLI);
  }

  @Override
  public long length(File file) {
    Node node = find(path(file));
    return node == null ? 0 : node.size();
  }

  @Override
  public String @Nullable [] list(File directory) {
    return find(path(directory)) instanceof Directory found ? names(found) : null;
  }

  private static String[] names(Directory directory) {
    List<String> names = directory.names();
    String[] all = new String[names.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = name(names.get(i));
    }
    return all;
  }

  @Override
  public long space(File file, int which) {
    Node node = find(path(file));
    if (node == null) {
      return 0;
    }
    return which == 0 ? files.disk().capacity() : files.disk().capacity() - files.disk().allocated();
  }

  @Override
  public int nameMax(String path) {
    files.answer(true);
    return PathWalk.NAME_MAX;
  }

  @Override
  public boolean createFile(String path) throws IOException {
    try {
      int fd = files.open(files.working(), path(path), OpenFlags.READ_WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE,
          OWN_MODE);
      files.descriptors().remove(fd);
      return true;
    } catch (DiskError error) {
      if (error.errno() == Errno.EEXIST.error().errno()) {
        return false;
      }
      throw OpenFiles.failure(error);
    }
  }

  @Override
  public boolean delete(File file) {
    try {
      String path = files.changes(path(file));
      if (files.find(path, false) instanceof Directory) {
        files.disk().removeDirectory(files.working(), path);
      } else {
        files.disk().unlink(files.working(), path);
      }
      return true;
    } catch (DiskError error) {
      return false;
    }
  }

  @Override
  public boolean createDirectory(File directory) {
    try {
      files.disk().makeDirectory(files.working(), files.changes(path(directory)), 0777);
      return true;
    } catch (DiskError error) {
      return false;
    }
  }

  @Override
  public boolean rename(File from, File to) {
    try {
      files.disk().rename(files.working(), files.changes(path(from)), files.working(),
          files.changes(path(to)));
      return true;
    } catch (DiskError error) {
      return false;
    }
  }

  @Override
  public boolean setLastModified(File file, long millis) {
    try {
      Node node = files.find(files.changes(path(file)), true);
      node.setTimes(node.accessed(), millis * NANOS_PER_MILLI, files.disk().change());
      return true;
    } catch (DiskError error) {
      return false;
    }
  }

  @Override
  public boolean setPermission(File file, int access, boolean enable, boolean ownerOnly) {
    int bits = ownerOnly ? access << OWNER_SHIFT : access << OWNER_SHIFT | access << GROUP_SHIFT | access;
    try {
      setBits(file, bits, enable);
      return true;
    } catch (DiskError error) {
      return false;
    }
  }

  @Override
  public boolean setReadOnly(File file) {
    try {
      setBits(file, WRITE_BITS, false);
      return true;
    } catch (DiskError error) {
      return false;
    }
  }

  private void setBits(File file, int bits, boolean enable) throws DiskError {
    Node node = files.find(files.changes(path(file)), true);
    node.setPermissions(enable ? node.mode() | bits : node.mode() & ~bits, files.disk().change());
  }
}
