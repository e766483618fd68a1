package dev.lasso.sim.sync;

/** What a class initialiser that ends in an error leads to, in the JVM's own words (JVMS 5.5, steps 5, 10 and 11). */
final class Initialisers {

  private Initialisers() {}

  /** What the JVM remembers of the error: its text, and the thread that met it, which of a task is the carrier. */
  static Throwable failure(Throwable error) {
    String message = error.getMessage() == null ? "" : ": " + error.getMessage();
    Throwable failure = new ExceptionInInitializerError("Exception " + error.getClass().getName() + message
        + " [in thread \"" + TaskThreads.carrier().getName() + "\"]");
    failure.setStackTrace(error.getStackTrace());
    return failure;
  }

  /** What the first use throws. */
  static Throwable failed(Throwable error) {
    return error instanceof Error ? error : new ExceptionInInitializerError(error);
  }

  /** What every later use throws. */
  static Throwable unusable(String className, Throwable failure) {
    NoClassDefFoundError error = new NoClassDefFoundError("Could not initialize class " + className);
    error.initCause(failure);
    return error;
  }
}
