package dev.lasso.engine.log;

import java.util.List;
import java.util.Map;

/**
 * One machine-readable event of the LOG: {@code EVENT_LOG_v1} and a JSON object on one line, whose first member is
 * {@code time_micros}, with {@code ", "} between members and {@code ": "} after names, as RocksDB's tools expect.
 */
public final class EventLine {
  private final StringBuilder members = new StringBuilder();

  /** Adds a number. */
  public EventLine with(String name, long value) {
    return raw(name, Long.toString(value));
  }

  /** Adds a number with six decimals. */
  public EventLine with(String name, double value) {
    return raw(name, String.format(java.util.Locale.ROOT, "%.6g", value));
  }

  /** Adds a text. */
  public EventLine with(String name, String value) {
    return raw(name, quote(value));
  }

  /** Adds an array of numbers. */
  public EventLine with(String name, List<? extends Number> values) {
    StringBuilder array = new StringBuilder("[");
    String separator = "";
    for (Number value : values) {
      array.append(separator).append(value);
      separator = ", ";
    }
    return raw(name, array.append(']').toString());
  }

  /** Adds an object whose members are numbers or texts. */
  public EventLine with(String name, Map<String, Object> object) {
    StringBuilder nested = new StringBuilder("{");
    String separator = "";
    for (Map.Entry<String, Object> member : object.entrySet()) {
      nested.append(separator).append(quote(member.getKey())).append(": ");
      nested.append(member.getValue() instanceof Number number ? number.toString() : quote("" + member.getValue()));
      separator = ", ";
    }
    return raw(name, nested.append('}').toString());
  }

  /** The line, stamped with {@code micros} since the Unix epoch. */
  public String text(long micros) {
    return "EVENT_LOG_v1 {\"time_micros\": " + micros + members + "}";
  }

  /** Logs the event now. */
  public void log(InfoLog log) {
    log.info(text(log.clock().nowMicros()));
  }

  private EventLine raw(String name, String json) {
    members.append(", ").append(quote(name)).append(": ").append(json);
    return this;
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
