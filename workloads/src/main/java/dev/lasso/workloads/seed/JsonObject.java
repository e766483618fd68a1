package dev.lasso.workloads.seed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON text, whose fields are asked for by name and kind. What is missing, of the wrong kind or unknown
 * is {@link BadInput} that names the field by its path.
 */
final class JsonObject {

  private final String path;
  private final Map<String, @Nullable Object> fields;
  private final Set<String> unread;

  private JsonObject(String path, Map<String, @Nullable Object> fields) {
    this.path = path;
    this.fields = fields;
    unread = new TreeSet<>(fields.keySet());
  }

  /** The object that a text consists of. */
  static JsonObject parse(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new BadInput("it is no JSON object");
    }
    JsonObject parsed = new JsonObject("", fields(parser));
    if (parser.nextToken() != null) {
      throw new BadInput("it goes on after its object");
    }
    return parsed;
  }

  private static Map<String, @Nullable Object> fields(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      default -> null;
    };
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  private <T> T field(String name, Class<T> kind, String called) {
    unread.remove(name);
    Object value = fields.get(name);
    if (!kind.isInstance(value)) {
      throw new BadInput(path + name + (fields.containsKey(name) ? " is no " + called : " is missing"));
    }
    return kind.cast(value);
  }

  String string(String name) {
    return field(name, String.class, "text");
  }

  long number(String name) {
    return field(name, Long.class, "whole number");
  }

  @SuppressWarnings("unchecked")
  JsonObject object(String name) {
    return new JsonObject(path + name + ".", (Map<String, @Nullable Object>) field(name, Map.class, "object"));
  }

  /** The fields of an object of texts. */
  Map<String, String> strings(String name) {
    JsonObject object = object(name);
    Map<String, String> strings = new LinkedHashMap<>();
    object.fields.keySet().forEach(key -> strings.put(key, object.string(key)));
    return strings;
  }

  /** The elements of an array of texts. */
  List<String> list(String name) {
    List<String> strings = new ArrayList<>();
    for (Object element : field(name, List.class, "array")) {
      if (!(element instanceof String string)) {
        throw new BadInput(path + name + " holds something that is no text");
      }
      strings.add(string);
    }
    return strings;
  }

  /** Fails if there are fields that nobody asked for. */
  void end() {
    if (!unread.isEmpty()) {
      throw new BadInput("nothing is known of " + path + unread.iterator().next());
    }
  }
}
