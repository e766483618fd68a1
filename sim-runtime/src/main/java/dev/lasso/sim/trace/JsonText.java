package dev.lasso.sim.trace;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes one JSON object, field by field, in the order in which they are given; RFC 8259. */
public final class JsonText {

  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder text = new StringBuilder("{");

  /** A text. */
  public JsonText field(String name, String value) {
    name(name);
    quote(value, text);
    return this;
  }

  /** A number. */
  public JsonText field(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /** A truth value. */
  public JsonText field(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Texts in an array. */
  public JsonText field(String name, List<String> values) {
    return raw(name, array(values));
  }

  /** An array of texts by itself. */
  public static String array(List<String> values) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < values.size(); i++) {
      quote(values.get(i), text.append(i == 0 ? "" : ","));
    }
    return text.append(']').toString();
  }

  /** Texts by name. */
  public JsonText field(String name, Map<String, String> values) {
    JsonText object = new JsonText();
    values.forEach(object::field);
    return raw(name, object.text());
  }

  /** Objects in an array. */
  public JsonText objects(String name, List<JsonText> values) {
    name(name);
    text.append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(values.get(i).text());
    }
    text.append(']');
    return this;
  }

  /** A value that is JSON already. */
  public JsonText raw(String name, String json) {
    name(name);
    text.append(json);
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name, text);
    text.append(':');
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /** The object, on one line. */
  public String text() {
    return text + "}";
  }
}
