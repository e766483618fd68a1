package dev.lasso.sim.hooks;

import java.io.FileDescriptor;
import java.io.IOException;

/** Where woven file classes of the JDK find the simulated disk: constants that the JIT sees through. */
public final class FileHooks {

  /** Beneath {@code java.nio.file}. */
  public static final PathCalls PATHS = Doorway.disk().paths();

  /** Beneath file channels. */
  public static final ChannelCalls CHANNELS = Doorway.disk().channels();

  /** Beneath {@code java.io}. */
  public static final StreamCalls STREAMS = Doorway.disk().streams();

  private FileHooks() {}

  /** The pool that asynchronous channels use if they are given none: the JDK's own, or the run's. */
  public static Object executor(Object real) {
    return CHANNELS.executor(real);
  }

  /** See {@link ChannelCalls#awaitIdle}. */
  public static void awaitIdle(Object callers) {
    CHANNELS.awaitIdle(callers);
  }

  // Native methods have no body to ask from. Each is called here in their place if its first argument is of the disk. --

  /** See {@link PathCalls#isSimulated(int)}. */
  public static boolean isSimulated(int fd) {
    return PATHS.isSimulated(fd);
  }

  /** See {@link PathCalls#isSimulated(long)}. */
  public static boolean isSimulated(long stream) {
    return PATHS.isSimulated(stream);
  }

  /** See {@link ChannelCalls#isSimulated}. */
  public static boolean isSimulated(FileDescriptor file) {
    return CHANNELS.isSimulated(file);
  }

  /** {@code UnixNativeDispatcher.dup}. */
  public static int dup(int fd) throws DiskError {
    return PATHS.dup(fd);
  }

  /** {@code UnixNativeDispatcher.fdopendir}. */
  public static long fdopendir(int fd) throws DiskError {
    return PATHS.fdopendir(fd);
  }

  /** {@code UnixNativeDispatcher.closedir}. */
  public static void closedir(long stream) throws DiskError {
    PATHS.closedir(stream);
  }

  /** {@code UnixNativeDispatcher.flistxattr}. */
  public static int flistxattr(int fd, long address, int length) throws DiskError {
    return PATHS.flistxattr(fd, address, length);
  }

  /** {@code FileKey.init}. */
  public static void init(FileDescriptor file, long[] deviceAndNumber) throws IOException {
    CHANNELS.identify(file, deviceAndNumber);
  }
}
