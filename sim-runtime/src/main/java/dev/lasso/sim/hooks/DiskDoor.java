package dev.lasso.sim.hooks;

/** The simulated disk of this JVM, as woven file classes of the JDK see it. */
public interface DiskDoor {

  /** Beneath {@code java.nio.file}. */
  PathCalls paths();

  /** Beneath file channels. */
  ChannelCalls channels();

  /** Beneath {@code java.io}. */
  StreamCalls streams();
}
