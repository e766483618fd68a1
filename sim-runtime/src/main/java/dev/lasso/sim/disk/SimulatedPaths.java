package dev.lasso.sim.disk;

import dev.lasso.sim.disk.PathWalk.Place;
import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.hooks.PathCalls;
import dev.lasso.sim.jdk.Memory;
import dev.lasso.sim.jdk.NativeFiles;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The system calls beneath {@code java.nio.file}, on the files of a run. */
final class SimulatedPaths implements PathCalls {

  /** {@code IOStatus.UNSUPPORTED_CASE}. */
  private static final int UNSUPPORTED_CASE = -6;

  private static final int EXECUTE = 1;

  private final RunFiles files;

  SimulatedPaths(RunFiles files) {
    this.files = files;
  }

  @Override
  public boolean isAnswered() {
    return files.isAnswered();
  }

  private static String text(byte[] path) {
    return new String(path, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.ISO_8859_1);
  }

  // Opening ------------------------------------------------------------------------------------------------------------

  @Override
  public int open(byte[] path, int flags, int mode) throws DiskError {
    return files.open(files.working(), text(path), flags, mode);
  }

  @Override
  public int openat(int directory, byte[] path, int flags, int mode) throws DiskError {
    Directory from = directory(directory);
    return from == null ? -1 : (int) files.descriptors().add(files.disk().open(from, text(path), flags, mode));
  }

  @Override
  public void close(int fd) throws DiskError {
    if (isOpen(fd)) {
      files.descriptors().remove(fd);
    }
  }

  @Override
  public int dup(int fd) throws DiskError {
    return (int) files.descriptors().add(files.descriptors().get(fd));
  }

  @Override
  public boolean isSimulated(int fd) {
    return files.inTask() && files.descriptors().owns(fd);
  }

  /** Says whether a call for an open file is answered here. */
  private boolean isOpen(int fd) {
    files.answer(files.descriptors().owns(fd));
    return files.isAnswered();
  }

  private @Nullable Directory directory(int fd) throws DiskError {
    return isOpen(fd) ? files.descriptors().get(fd).directory() : null;
  }

  // Names --------------------------------------------------------------------------------------------------------------

  @Override
  public void link(byte[] existing, byte[] made) throws DiskError {
    String target = files.changes(text(made));
    if (!files.looksAt(text(existing))) {
      files.answer(true);
      throw Errno.EXDEV.error();
    }
    files.disk().link(files.working(), text(existing), target);
  }

  @Override
  public void symlink(byte[] target, byte[] made) throws DiskError {
    files.disk().symlink(files.working(), text(target), files.changes(text(made)));
  }

  @Override
  public void unlink(byte[] path) throws DiskError {
    files.disk().unlink(files.working(), files.changes(text(path)));
  }

  @Override
  public void unlinkat(int directory, byte[] path, int flag) throws DiskError {
    Directory from = directory(directory);
    if (from == null) {
      return;
    }
    if ((flag & OpenFlags.REMOVE_DIRECTORY) != 0) {
      files.disk().removeDirectory(from, text(path));
    } else {
      files.disk().unlink(from, text(path));
    }
  }

  @Override
  public void mknod(byte[] path, int mode, long device) throws DiskError {
    files.changes(text(path));
    throw Errno.EPERM.error();
  }

  @Override
  public void rename(byte[] from, byte[] to) throws DiskError {
    files.disk().rename(files.working(), files.changes(text(from)), files.working(), files.changes(text(to)));
  }

  @Override
  public void renameat(int fromDirectory, byte[] from, int toDirectory, byte[] to) throws DiskError {
    Directory source = directory(fromDirectory);
    Directory target = directory(toDirectory);
    if (source != null && target != null) {
      files.disk().rename(source, text(from), target, text(to));
    } else if (source != null || target != null) {
      files.answer(true);
      throw Errno.EXDEV.error();
    }
  }

  @Override
  public void mkdir(byte[] path, int mode) throws DiskError {
    files.disk().makeDirectory(files.working(), files.changes(text(path)), mode);
  }

  @Override
  public void rmdir(byte[] path) throws DiskError {
    files.disk().removeDirectory(files.working(), files.changes(text(path)));
  }

  @Override
  public byte @Nullable [] readlink(byte[] path) throws DiskError {
    if (!files.looksAt(text(path))) {
      return null;
    }
    if (files.find(text(path), false) instanceof SymbolicLink link) {
      return bytes(link.target());
    }
    throw Errno.EINVAL.error();
  }

  @Override
  public byte @Nullable [] realpath(byte[] path) throws DiskError {
    if (!files.looksAt(text(path))) {
      return null;
    }
    Place place = files.walk(text(path), true);
    place.existing();
    return bytes(place.path());
  }

  // Directories --------------------------------------------------------------------------------------------------------

  @Override
  public long opendir(byte[] path) throws DiskError {
    return files.looksAt(text(path))
        ? stream(new OpenFile(files.find(text(path), true), 0).directory())
        : 0;
  }

  @Override
  public long fdopendir(int fd) throws DiskError {
    return stream(files.descriptors().remove(fd).directory());
  }

  private long stream(Directory directory) throws DiskError {
    return files.directoryStreams().add(new Listing(directory));
  }

  @Override
  public boolean isSimulated(long stream) {
    return files.inTask() && files.directoryStreams().owns(stream);
  }

  @Override
  public byte @Nullable [] readdir(long stream) throws DiskError {
    files.answer(files.directoryStreams().owns(stream));
    if (!files.isAnswered()) {
      return null;
    }
    String name = files.directoryStreams().get(stream).next();
    return name == null ? null : bytes(name);
  }

  @Override
  public void closedir(long stream) throws DiskError {
    files.directoryStreams().remove(stream);
  }

  // Attributes ---------------------------------------------------------------------------------------------------------

  @Override
  public void stat(byte[] path, Object attributes) throws DiskError {
    stat(path, true, attributes);
  }

  @Override
  public int stat2(byte[] path, Object attributes) {
    try {
      stat(path, true, attributes);
      return 0;
    } catch (DiskError error) {
      return error.errno();
    }
  }

  @Override
  public void lstat(byte[] path, Object attributes) throws DiskError {
    stat(path, false, attributes);
  }

  private void stat(byte[] path, boolean follow, Object attributes) throws DiskError {
    if (files.looksAt(text(path))) {
      RunFiles.status(files.find(text(path), follow)).into(attributes);
    }
  }

  @Override
  public void fstat(int fd, Object attributes) throws DiskError {
    if (isOpen(fd)) {
      RunFiles.status(files.descriptors().get(fd).node()).into(attributes);
    }
  }

  @Override
  public void fstatat(int directory, byte[] path, int flag, Object attributes) throws DiskError {
    Directory from = directory(directory);
    if (from != null) {
      boolean follow = (flag & OpenFlags.AT_NO_FOLLOW) == 0;
      RunFiles.status(files.disk().find(from, text(path), follow)).into(attributes);
    }
  }

  @Override
  public int access(byte[] path, int mode) {
    if (!files.looksAt(text(path))) {
      return 0;
    }
    try {
      Node node = files.find(text(path), true);
      if ((mode & EXECUTE) != 0 && node instanceof RegularFile && !node.isExecutable()) {
        throw Errno.EACCES.error();
      }
      return 0;
    } catch (DiskError error) {
      return error.errno();
    }
  }

  private Node changed(byte[] path, boolean follow) throws DiskError {
    return files.find(files.changes(text(path)), follow);
  }

  @Override
  public void chown(byte[] path, int owner, int group) throws DiskError {
    changed(path, true).setOwner(owner, group, files.disk().change());
  }

  @Override
  public void lchown(byte[] path, int owner, int group) throws DiskError {
    changed(path, false).setOwner(owner, group, files.disk().change());
  }

  @Override
  public void fchown(int fd, int owner, int group) throws DiskError {
    if (isOpen(fd)) {
      files.descriptors().get(fd).node().setOwner(owner, group, files.disk().change());
    }
  }

  @Override
  public void chmod(byte[] path, int mode) throws DiskError {
    changed(path, true).setPermissions(mode, files.disk().change());
  }

  @Override
  public void fchmod(int fd, int mode) throws DiskError {
    if (isOpen(fd)) {
      files.descriptors().get(fd).node().setPermissions(mode, files.disk().change());
    }
  }

  @Override
  public void fchmodat(int directory, byte[] path, int mode, int flag) throws DiskError {
    Node node = at(directory, path, flag);
    if (node instanceof SymbolicLink) {
      throw Errno.EOPNOTSUPP.error();
    }
    if (node != null) {
      node.setPermissions(mode, files.disk().change());
    }
  }

  @Override
  public void futimens(int fd, long accessed, long modified) throws DiskError {
    if (isOpen(fd)) {
      files.descriptors().get(fd).node().setTimes(accessed, modified, files.disk().change());
    }
  }

  @Override
  public void utimensat(int directory, byte[] path, long accessed, long modified, int flags) throws DiskError {
    Node node = at(directory, path, flags);
    if (node != null) {
      node.setTimes(accessed, modified, files.disk().change());
    }
  }

  /** What a path stands for from an open directory on; an absolute one, or one from no directory, by itself. */
  private @Nullable Node at(int directory, byte[] path, int flags) throws DiskError {
    boolean follow = (flags & OpenFlags.AT_NO_FOLLOW) == 0;
    if (directory < 0 || text(path).startsWith("/")) {
      return changed(path, follow);
    }
    Directory from = directory(directory);
    return from == null ? null : files.disk().find(from, text(path), follow);
  }

  @Override
  public void statvfs(byte[] path, Object attributes) throws DiskError {
    if (files.looksAt(text(path))) {
      files.find(text(path), true);
      long all = files.disk().capacity() / Content.PAGE;
      NativeFiles.setSpace(attributes, Content.PAGE, all, all - files.disk().allocated() / Content.PAGE);
    }
  }

  @Override
  public Object getMountEntries(String table) {
    files.answer(true);
    return NativeFiles.mounted("simulated", "/", "simulated", RunFiles.DEVICE);
  }

  @Override
  public @Nullable String strerror(int errno) {
    return Errno.text(errno);
  }

  // Extended attributes ------------------------------------------------------------------------------------------------

  @Override
  public int fgetxattr(int fd, byte[] name, long address, int length) throws DiskError {
    if (!isOpen(fd)) {
      return 0;
    }
    byte[] value = files.descriptors().get(fd).node().attributes().get(text(name));
    if (value == null) {
      throw Errno.ENODATA.error();
    }
    return copy(value, address, length);
  }

  /** Copies to an address, or answers how long it is if {@code length} is 0. */
  private static int copy(byte[] bytes, long address, int length) throws DiskError {
    if (length != 0) {
      if (bytes.length > length) {
        throw Errno.ERANGE.error();
      }
      Memory.copy(bytes, Memory.ARRAY_OFFSET, null, address, bytes.length);
    }
    return bytes.length;
  }

  @Override
  public void fsetxattr(int fd, byte[] name, long address, int length) throws DiskError {
    if (isOpen(fd)) {
      byte[] value = new byte[length];
      Memory.copy(null, address, value, Memory.ARRAY_OFFSET, length);
      files.disk().change();
      files.descriptors().get(fd).node().attributes().put(text(name), value);
    }
  }

  @Override
  public void fremovexattr(int fd, byte[] name) throws DiskError {
    if (isOpen(fd)) {
      if (files.descriptors().get(fd).node().attributes().remove(text(name)) == null) {
        throw Errno.ENODATA.error();
      }
      files.disk().change();
    }
  }

  @Override
  public int flistxattr(int fd, long address, int length) throws DiskError {
    StringBuilder names = new StringBuilder();
    for (String name : files.descriptors().get(fd).node().attributes().keySet()) {
      names.append(name).append('\0');
    }
    return copy(bytes(names.toString()), address, length);
  }

  // Contents -----------------------------------------------------------------------------------------------------------

  @Override
  public int read(int fd, long address, int length) throws DiskError {
    return isOpen(fd) ? (int) files.read(files.descriptors().get(fd), null, address, length) : 0;
  }

  @Override
  public int write(int fd, long address, int length) throws DiskError {
    return isOpen(fd) ? (int) files.write(files.descriptors().get(fd), null, address, length) : 0;
  }

  @Override
  public int directCopy(int to, int from, long addressToPollForCancel) {
    files.answer(files.descriptors().owns(to) || files.descriptors().owns(from));
    return UNSUPPORTED_CASE;
  }

  /** What is copied to is simulated, since nothing of the machine is written. */
  @Override
  public void bufferedCopy(int to, int from, long address, int size, long addressToPollForCancel) throws DiskError {
    if (!isOpen(to)) {
      return;
    }
    OpenFile target = files.descriptors().get(to);
    if (files.descriptors().owns(from)) {
      OpenFile source = files.descriptors().get(from);
      for (long count = files.read(source, null, address, size); count > 0; count = files.read(source, null, address,
          size)) {
        write(target, null, address, count);
      }
    } else {
      copyFromMachine(target, from, size);
    }
    files.answer(true);
  }

  private void copyFromMachine(OpenFile target, int from, int size) throws DiskError {
    FileDescriptor source = new FileDescriptor();
    NativeFiles.set(source, from, false);
    @SuppressWarnings("resource") // the descriptor is not ours
    FileInputStream in = new FileInputStream(source);
    byte[] buffer = new byte[size];
    try {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        write(target, buffer, Memory.ARRAY_OFFSET, count);
      }
    } catch (IOException failure) {
      throw Errno.EIO.error();
    }
  }

  private void write(OpenFile target, byte @Nullable [] from, long offset, long length) throws DiskError {
    long done = 0;
    while (done < length) {
      done += files.write(target, from, offset + done, length - done);
    }
  }
}
