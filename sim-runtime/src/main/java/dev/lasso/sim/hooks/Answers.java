package dev.lasso.sim.hooks;

/**
 * Calls that a simulated disk may answer. Woven code asks on behalf of a task only: it makes the call here first, and
 * where that {@linkplain #isAnswered was no call for the simulated disk}, it makes the JDK's own.
 */
public interface Answers {

  /** Whether the last call has been answered; if not, its result means nothing. */
  boolean isAnswered();
}
