package dev.lasso.engine.config;

import dev.lasso.engine.options.OptionsException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of configuration strings: entries between commas, each a bare word, {@code key=word}, {@code key="text"} or
 * {@code key=(entries)}, with {@code []} as good as {@code ()}. Empty entries are skipped, since a caller who appends
 * to a string leaves them. It knows no keys.
 */
public final class ConfigParser {
  private static final int MOST_DEPTH = 16;
  private static final String DELIMITERS = ",=()[]\"";

  private final String text;
  private int at;
  private int depth;

  private ConfigParser(String text) {
    this.text = text;
  }

  /**
   * The entries of {@code text}, in its order.
   *
   * @throws OptionsException naming the character at which the syntax is broken
   */
  public static List<ConfigEntry> parse(String text) {
    ConfigParser parser = new ConfigParser(text);
    List<ConfigEntry> entries = parser.entries();
    if (!parser.atEnd()) {
      throw error(parser.at + 1, "'" + parser.peek() + "' closes nothing");
    }
    return entries;
  }

  static OptionsException error(int position, String reason) {
    return new OptionsException("configuration, character " + position + ": " + reason);
  }

  private List<ConfigEntry> entries() {
    List<ConfigEntry> entries = new ArrayList<>();
    while (true) {
      skipSpace();
      if (atEnd() || isCloser(peek())) {
        return entries;
      }
      if (peek() == ',') {
        at++;
      } else {
        entries.add(entry());
        skipSpace();
        if (!atEnd() && peek() != ',' && !isCloser(peek())) {
          throw error(at + 1, "a comma is missing before '" + peek() + "'");
        }
      }
    }
  }

  private ConfigEntry entry() {
    int position = at + 1;
    if (depth > 0 && (peek() == '(' || peek() == '[')) {
      return new ConfigEntry("", position, value());
    }
    String key = peek() == '"' ? quoted() : word();
    if (key.isEmpty()) {
      throw error(position, "a key is missing before '" + peek() + "'");
    }
    skipSpace();
    ConfigEntry.Value value = new ConfigEntry.Value.Scalar("true");
    if (!atEnd() && peek() == '=') {
      at++;
      skipSpace();
      value = value();
    }
    return new ConfigEntry(key, position, value);
  }

  private ConfigEntry.Value value() {
    if (atEnd()) {
      return new ConfigEntry.Value.Scalar("");
    }
    return switch (peek()) {
      case '"' -> new ConfigEntry.Value.Scalar(quoted());
      case '(' -> group(')');
      case '[' -> group(']');
      default -> new ConfigEntry.Value.Scalar(word());
    };
  }

  private ConfigEntry.Value.Group group(char closer) {
    int opened = ++at;
    if (++depth > MOST_DEPTH) {
      throw error(opened, "more than " + MOST_DEPTH + " brackets within each other");
    }
    List<ConfigEntry> entries = entries();
    if (atEnd()) {
      throw error(opened, "'" + text.charAt(opened - 1) + "' is never closed");
    }
    if (peek() != closer) {
      throw error(at + 1, "'" + peek() + "' closes the '" + text.charAt(opened - 1) + "' of character " + opened);
    }
    depth--;
    return new ConfigEntry.Value.Group(text.substring(opened, at++), entries);
  }

  private String quoted() {
    int opened = ++at;
    StringBuilder content = new StringBuilder();
    for (; !atEnd() && peek() != '"'; at++) {
      if (peek() == '\\' && at + 1 < text.length()) {
        at++;
      }
      content.append(peek());
    }
    if (atEnd()) {
      throw error(opened, "the quotation mark is never closed");
    }
    at++;
    return content.toString();
  }

  private String word() {
    int begin = at;
    while (!atEnd() && DELIMITERS.indexOf(peek()) < 0 && !Character.isWhitespace(peek())) {
      at++;
    }
    return text.substring(begin, at);
  }

  private void skipSpace() {
    while (!atEnd() && Character.isWhitespace(peek())) {
      at++;
    }
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private char peek() {
    return text.charAt(at);
  }

  private static boolean isCloser(char c) {
    return c == ')' || c == ']';
  }
}
