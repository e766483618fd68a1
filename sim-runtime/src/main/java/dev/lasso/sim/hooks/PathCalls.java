package dev.lasso.sim.hooks;

/**
 * The system calls beneath {@code java.nio.file}, by the names and with the arguments that
 * {@code sun.nio.fs.UnixNativeDispatcher} gives them. Paths are bytes without a zero at the end. A call that fails becomes
 * a {@code sun.nio.fs.UnixException}.
 */
public interface PathCalls extends Answers {

  /** {@code open(2)}. */
  int open(byte[] path, int flags, int mode) throws DiskError;

  /** {@code openat(2)}. */
  int openat(int directory, byte[] path, int flags, int mode) throws DiskError;

  /** {@code close(2)}. */
  void close(int fd) throws DiskError;

  /** {@code link(2)}. */
  void link(byte[] existing, byte[] made) throws DiskError;

  /** {@code symlink(2)}. */
  void symlink(byte[] target, byte[] made) throws DiskError;

  /** {@code unlink(2)}. */
  void unlink(byte[] path) throws DiskError;

  /** {@code unlinkat(2)}. */
  void unlinkat(int directory, byte[] path, int flag) throws DiskError;

  /** {@code mknod(2)}. */
  void mknod(byte[] path, int mode, long device) throws DiskError;

  /** {@code rename(2)}. */
  void rename(byte[] from, byte[] to) throws DiskError;

  /** {@code renameat(2)}. */
  void renameat(int fromDirectory, byte[] from, int toDirectory, byte[] to) throws DiskError;

  /** {@code mkdir(2)}. */
  void mkdir(byte[] path, int mode) throws DiskError;

  /** {@code rmdir(2)}. */
  void rmdir(byte[] path) throws DiskError;

  /** {@code readlink(2)}. */
  byte[] readlink(byte[] path) throws DiskError;

  /** {@code realpath(3)}. */
  byte[] realpath(byte[] path) throws DiskError;

  /** {@code stat(2)} into a {@code sun.nio.fs.UnixFileAttributes}. */
  void stat(byte[] path, Object attributes) throws DiskError;

  /** {@link #stat}, which answers the error number, or 0. */
  int stat2(byte[] path, Object attributes);

  /** {@code lstat(2)}. */
  void lstat(byte[] path, Object attributes) throws DiskError;

  /** {@code fstat(2)}. */
  void fstat(int fd, Object attributes) throws DiskError;

  /** {@code fstatat(2)}. */
  void fstatat(int directory, byte[] path, int flag, Object attributes) throws DiskError;

  /** {@code chown(2)}. */
  void chown(byte[] path, int owner, int group) throws DiskError;

  /** {@code lchown(2)}. */
  void lchown(byte[] path, int owner, int group) throws DiskError;

  /** {@code fchown(2)}. */
  void fchown(int fd, int owner, int group) throws DiskError;

  /** {@code chmod(2)}. */
  void chmod(byte[] path, int mode) throws DiskError;

  /** {@code fchmod(2)}. */
  void fchmod(int fd, int mode) throws DiskError;

  /** {@code fchmodat(2)}. */
  void fchmodat(int directory, byte[] path, int mode, int flag) throws DiskError;

  /** {@code futimens(2)}; times in nanoseconds since the epoch. */
  void futimens(int fd, long accessed, long modified) throws DiskError;

  /** {@code utimensat(2)}; times in nanoseconds since the epoch. */
  void utimensat(int directory, byte[] path, long accessed, long modified, int flags) throws DiskError;

  /** {@code opendir(3)}. */
  long opendir(byte[] path) throws DiskError;

  /** {@code readdir(3)}: a name; null behind the last one. */
  byte[] readdir(long stream) throws DiskError;

  /** {@code read(2)}; the answer 0 is the end of the file. */
  int read(int fd, long address, int length) throws DiskError;

  /** {@code write(2)}. */
  int write(int fd, long address, int length) throws DiskError;

  /** {@code access(2)}, which answers the error number, or 0. */
  int access(byte[] path, int mode);

  /** {@code statvfs(3)} into a {@code sun.nio.fs.UnixFileStoreAttributes}. */
  void statvfs(byte[] path, Object attributes) throws DiskError;

  /** {@code fgetxattr(2)}. */
  int fgetxattr(int fd, byte[] name, long address, int length) throws DiskError;

  /** {@code fsetxattr(2)}. */
  void fsetxattr(int fd, byte[] name, long address, int length) throws DiskError;

  /** {@code fremovexattr(2)}. */
  void fremovexattr(int fd, byte[] name) throws DiskError;

  /** What {@code LinuxFileSystem.directCopy} answers. */
  int directCopy(int to, int from, long addressToPollForCancel);

  /** What {@code UnixFileSystem.bufferedCopy} does. */
  void bufferedCopy(int to, int from, long address, int size, long addressToPollForCancel) throws DiskError;

  /** The mounted file systems: a list of {@code sun.nio.fs.UnixMountEntry}. */
  Object getMountEntries(String table);

  /** {@code strerror(3)}; null for an error that the simulated disk does not know. */
  String strerror(int errno);

  // Native methods, which have no body to ask from: the call is made here if the argument is of the simulated disk. ---

  /** Whether this is a descriptor of the simulated disk, and the caller a task. */
  boolean isSimulated(int fd);

  /** Whether this is a directory stream of the simulated disk, and the caller a task. */
  boolean isSimulated(long stream);

  /** {@code dup(2)}. */
  int dup(int fd) throws DiskError;

  /** {@code fdopendir(3)}. */
  long fdopendir(int fd) throws DiskError;

  /** {@code flistxattr(2)}. */
  int flistxattr(int fd, long address, int length) throws DiskError;

  /** {@code closedir(3)}. */
  void closedir(long stream) throws DiskError;
}
