package dev.lasso.engine.log;

import java.util.ArrayList;
import java.util.List;

/**
 * LOG lines that one background call has made while it held the mutex. {@link #flush} writes them, once the mutex is
 * free, each with its original time before it. One thread uses it.
 */
public final class LogBuffer {
  private final InfoLog log;
  private final List<String> lines = new ArrayList<>();

  public LogBuffer(InfoLog log) {
    this.log = log;
  }

  /** Keeps a line of level INFO. */
  public void add(String text) {
    lines.add(log.originalTime(log.clock().nowMicros()) + text);
  }

  /** Keeps an event, stamped now. */
  public void add(EventLine event) {
    add(event.text(log.clock().nowMicros()));
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Writes and forgets the lines. */
  public void flush() {
    lines.forEach(log::info);
    lines.clear();
  }
}
