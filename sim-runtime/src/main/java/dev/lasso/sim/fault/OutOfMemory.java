package dev.lasso.sim.fault;

import java.util.Arrays;

/** The errors that HotSpot throws where it is out of something. */
final class OutOfMemory {

  private OutOfMemory() {}

  static OutOfMemoryError threads() {
    return error("unable to create native thread: possibly out of memory or process/resource limits reached");
  }

  static OutOfMemoryError heap() {
    return error("Java heap space");
  }

  /** As if it came from where the program is. */
  private static OutOfMemoryError error(String message) {
    OutOfMemoryError error = new OutOfMemoryError(message);
    StackTraceElement[] frames = error.getStackTrace();
    int first = 0;
    while (first < frames.length && frames[first].getClassName().startsWith("dev.lasso.sim.")) {
      first++;
    }
    error.setStackTrace(Arrays.copyOfRange(frames, first, frames.length));
    return error;
  }
}
