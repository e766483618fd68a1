package dev.lasso.sim.hooks;

/** A system call on the simulated disk has failed; on its way to where it becomes the exception that the JDK throws. */
public final class DiskError extends Exception {

  private static final long serialVersionUID = 1;

  private final int errno;

  /**
   * As in {@code errno(3)}.
   *
   * @param text as {@code strerror(3)} has it
   */
  public DiskError(int errno, String text) {
    super(text, null, false, false);
    this.errno = errno;
  }

  /** As in {@code errno(3)}. */
  public int errno() {
    return errno;
  }
}
