package dev.lasso.engine.file;

import java.io.IOException;

/** A file operation that runs with the thread's interrupt status set aside, and restored afterwards. */
@FunctionalInterface
interface Shielded<T> {

  T run() throws IOException;

  static <T> T shield(Shielded<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return operation.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
