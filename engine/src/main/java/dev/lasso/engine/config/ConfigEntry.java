package dev.lasso.engine.config;

import java.util.List;

/**
 * One entry of a configuration string; a bare word has the value {@code true}.
 *
 * @param key empty for entries in brackets that have none
 * @param position of the key, the first character of the string being 1
 */
public record ConfigEntry(String key, int position, Value value) {

  /** What stands behind the equals sign. */
  public sealed interface Value {

    /** A word, a number or the inside of quotation marks. */
    record Scalar(String text) implements Value {}

    /**
     * Entries in brackets.
     *
     * @param text what stands between the brackets
     */
    record Group(String text, List<ConfigEntry> entries) implements Value {}

    /** The value as one text. */
    String text();
  }
}
