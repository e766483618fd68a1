package dev.lasso.sim.disk;

import dev.lasso.sim.jdk.NativeFiles;

/** The flags of {@code open(2)}; some differ between machines, and the JDK knows them. */
final class OpenFlags {

  /** The bits that say whether it is opened to read (0), to write, or for both. */
  static final int ACCESS = 3;

  static final int WRITE_ONLY = NativeFiles.constant("O_WRONLY");
  static final int READ_WRITE = NativeFiles.constant("O_RDWR");
  static final int CREATE = NativeFiles.constant("O_CREAT");
  static final int EXCLUSIVE = NativeFiles.constant("O_EXCL");
  static final int TRUNCATE = NativeFiles.constant("O_TRUNC");
  static final int APPEND = NativeFiles.constant("O_APPEND");

  /** A part of {@code O_SYNC} too. */
  static final int DSYNC = NativeFiles.constant("O_DSYNC");

  static final int NO_FOLLOW = NativeFiles.constant("O_NOFOLLOW");

  /** Of {@code unlinkat(2)}: removes a directory. */
  static final int REMOVE_DIRECTORY = NativeFiles.constant("AT_REMOVEDIR");

  /** Of {@code fstatat(2)} and others: a link at the end is not followed. */
  static final int AT_NO_FOLLOW = NativeFiles.constant("AT_SYMLINK_NOFOLLOW");

  private OpenFlags() {}

  /** Whether a file that is opened so may be changed or made. */
  static boolean mayChange(int flags) {
    return (flags & (ACCESS | CREATE | TRUNCATE)) != 0;
  }
}
