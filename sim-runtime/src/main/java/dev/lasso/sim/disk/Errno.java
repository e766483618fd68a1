package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import org.jspecify.annotations.Nullable;

/** Error numbers of Linux, with what {@code strerror(3)} says. */
enum Errno {
  EPERM(1, "Operation not permitted"), //
  ENOENT(2, "No such file or directory"), //
  EIO(5, "Input/output error"), //
  EBADF(9, "Bad file descriptor"), //
  EACCES(13, "Permission denied"), //
  EBUSY(16, "Device or resource busy"), //
  EEXIST(17, "File exists"), //
  EXDEV(18, "Invalid cross-device link"), //
  ENODEV(19, "No such device"), //
  ENOTDIR(20, "Not a directory"), //
  EISDIR(21, "Is a directory"), //
  EINVAL(22, "Invalid argument"), //
  EMFILE(24, "Too many open files"), //
  EFBIG(27, "File too large"), //
  ENOSPC(28, "No space left on device"), //
  EROFS(30, "Read-only file system"), //
  EMLINK(31, "Too many links"), //
  ERANGE(34, "Numerical result out of range"), //
  ENAMETOOLONG(36, "File name too long"), //
  ENOTEMPTY(39, "Directory not empty"), //
  ELOOP(40, "Too many levels of symbolic links"), //
  ENODATA(61, "No data available"), //
  EOPNOTSUPP(95, "Operation not supported");

  private static final Errno[] ALL = values();

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** What {@code strerror(3)} says of a number; null if it is none of these. */
  static @Nullable String text(int number) {
    for (Errno errno : ALL) {
      if (errno.number == number) {
        return errno.text;
      }
    }
    return null;
  }

  /** What a call throws that fails so. */
  DiskError error() {
    return new DiskError(number, text);
  }
}
