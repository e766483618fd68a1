package dev.lasso.sim.jdk;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/**
 * A computation that gives way in the middle and goes on later, on top of the JVM's own continuations. Raw
 * continuations and not virtual threads: a virtual thread that meets a contended monitor or a timed park is resumed by
 * helper threads of the JDK, in an order that nobody controls.
 */
public abstract class Coroutine extends Continuation {

  private static final ContinuationScope SCOPE = new ContinuationScope("lasso");

  private String pinnedBy = "";

  protected Coroutine(Runnable body) {
    super(SCOPE, body);
  }

  /** Runs until the body gives way or ends; called on the carrier. */
  public final void resume() {
    run();
  }

  /**
   * Gives way to whoever called {@link #resume}; returns when resumed again.
   *
   * @return false if a frame on the stack cannot be suspended ({@link #pinnedBy} says why): nothing has happened then
   */
  public final boolean giveWay() {
    return Continuation.yield(SCOPE);
  }

  /** Why the last {@link #giveWay} that answered false did so. */
  public final String pinnedBy() {
    return pinnedBy;
  }

  @Override
  protected final void onPinned(Pinned reason) {
    pinnedBy = switch (reason) {
      case NATIVE -> "a native frame or a static initialiser";
      case MONITOR -> "a monitor of the JDK that is not woven";
      case CRITICAL_SECTION -> "a critical section of the JVM";
      case EXCEPTION -> "an exception inside the JVM";
    };
  }
}
