package dev.lasso.sim.weave;

/** A class could not be woven; the run that needs it cannot go on. */
public final class WeavingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WeavingException(String internalName, Throwable cause) {
    super("cannot weave " + internalName.replace('/', '.') + ": " + cause, cause);
  }
}
