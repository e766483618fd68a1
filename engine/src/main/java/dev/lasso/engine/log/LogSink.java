package dev.lasso.engine.log;

/**
 * A receiver of LOG lines beside the LOG file. It is called by the thread that logs, often with the engine's mutex
 * held: it must not call the engine and must not block.
 */
@FunctionalInterface
public interface LogSink {

  /** Takes one line, without timestamp and without level prefix. {@code micros} counts from the Unix epoch. */
  void line(LogLevel level, long micros, String text);
}
