package dev.lasso.sim.fault;

import dev.lasso.sim.trace.DecisionKind;
import java.util.Arrays;
import java.util.Locale;

/** What can fail. */
public enum FaultKind {
  /** {@link Thread#start()}: the JVM cannot create a thread. */
  SPAWN(DecisionKind.SPAWN, "thread start",
      "unable to create native thread: possibly out of memory or process/resource limits reached"),
  /** An instruction of the program that makes an object or an array: the heap is full. */
  ALLOCATION(DecisionKind.ALLOCATION, "allocation", "Java heap space");

  private final DecisionKind decision;
  private final String what;
  private final String message;

  FaultKind(DecisionKind decision, String what, String message) {
    this.decision = decision;
    this.what = what;
    this.message = message;
  }

  /** What names of settings begin with. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What fails, for a person. */
  public String what() {
    return what;
  }

  DecisionKind decision() {
    return decision;
  }

  /** The error that HotSpot throws, as if it came from where the program is. */
  OutOfMemoryError error() {
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
