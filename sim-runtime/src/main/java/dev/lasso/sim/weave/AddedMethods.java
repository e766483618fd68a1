package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;

import org.jspecify.annotations.Nullable;

/** The methods that weaving adds to a program, as its stack frames show them. */
public final class AddedMethods {

  /** What the names of calls that stood in method references begin with. */
  static final String REFERENCE = "lasso$reference$";

  /** What the names of all others begin with. */
  static final String PREFIX = "$lasso$";

  private AddedMethods() {}

  /** The method of the program that a frame of this name belongs to; null if the frame is the weaver's own. */
  public static @Nullable String original(String method) {
    if (method.equals(Restarts.bodyName())) {
      return CLASS_INIT_NAME;
    }
    return method.startsWith(REFERENCE) || method.startsWith(PREFIX) ? null : method;
  }
}
