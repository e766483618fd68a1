package dev.lasso.sim.jdk;

import jdk.internal.misc.Unsafe;

/** Gives classes to the boot loader, in its unnamed module, where the JDK's own classes and the program's find them. */
public final class BootLoader {

  private BootLoader() {}

  /**
   * Defines a class, whose supertypes must be defined already.
   *
   * @param name with dots
   * @param bytes its class file
   * @throws LinkageError if the boot loader has a class of that name
   */
  public static void define(String name, byte[] bytes) {
    Unsafe.getUnsafe().defineClass(name, bytes, 0, bytes.length, null, null);
  }
}
