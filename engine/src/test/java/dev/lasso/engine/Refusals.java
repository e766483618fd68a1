package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What the engine says when it does not do what it was asked. */
final class Refusals {

  private Refusals() {}

  static void assertRefused(String part, Executable call) {
    String message = "" + assertThrows(EngineException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }
}
