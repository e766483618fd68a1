package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.jdk.NativeFiles;
import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the JDK's descriptors stand for. */
final class OpenFiles {

  private final RunFiles files;

  OpenFiles(RunFiles files) {
    this.files = files;
  }

  /** Whether a descriptor is one of the run's. */
  boolean own(FileDescriptor file) {
    return files.descriptors().owns(NativeFiles.number(file));
  }

  /** An open file; null if it is not of the simulated disk, and the call is not answered. */
  @Nullable
  OpenFile find(FileDescriptor file) throws IOException {
    files.answer(own(file));
    return files.isAnswered() ? get(file) : null;
  }

  /** An open file of the simulated disk. */
  OpenFile get(FileDescriptor file) throws IOException {
    try {
      return files.descriptors().get(NativeFiles.number(file));
    } catch (DiskError error) {
      throw failure(error);
    }
  }

  /** How many bytes there are from the position on; 0 if the call is not answered. */
  int available(FileDescriptor file) throws IOException {
    OpenFile open = find(file);
    return open == null ? 0 : (int) Math.clamp(open.node().size() - open.position(), 0, Integer.MAX_VALUE);
  }

  /** In bytes; 0 if the call is not answered. */
  long size(FileDescriptor file) throws IOException {
    OpenFile open = find(file);
    return open == null ? 0 : open.node().size();
  }

  /** As the JDK throws it. */
  static IOException failure(DiskError error) {
    return new IOException(error.getMessage());
  }
}
