package dev.lasso.sim.hooks;

/** Where the agent leaves the {@link Door} and the {@link DiskDoor} before the first woven class runs. */
public final class Doorway {

  private static Door door;
  private static DiskDoor disk;

  private Doorway() {}

  /** Installs the doors of this JVM; there is one of each, for good. */
  public static void install(Door installed, DiskDoor installedDisk) {
    if (door != null) {
      throw new IllegalStateException("the agent is installed already");
    }
    door = installed;
    disk = installedDisk;
  }

  /** Whether an agent has been here. */
  public static boolean isInstalled() {
    return door != null;
  }

  static Door installed() {
    check();
    return door;
  }

  static DiskDoor disk() {
    check();
    return disk;
  }

  private static void check() {
    if (door == null) {
      throw new IllegalStateException("woven code runs without the agent that wove it");
    }
  }
}
