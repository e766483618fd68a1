package dev.lasso.sim.hooks;

/** Where the agent leaves the {@link Door} before the first woven class runs. */
public final class Doorway {

  private static Door door;

  private Doorway() {}

  /** Installs the door of this JVM; there is one, for good. */
  public static void install(Door installed) {
    if (door != null) {
      throw new IllegalStateException("the agent is installed already");
    }
    door = installed;
  }

  /** Whether an agent has been here. */
  public static boolean isInstalled() {
    return door != null;
  }

  static Door installed() {
    if (door == null) {
      throw new IllegalStateException("woven code runs without the agent that wove it");
    }
    return door;
  }
}
