package dev.lasso.engine.config;

import dev.lasso.engine.options.OptionEffect;
import dev.lasso.engine.options.OptionKind;
import dev.lasso.engine.options.OptionsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration string, read and checked: every key of the catalogue has a value, as set or by default. */
public final class Config {
  private static final ConfigCatalogue CATALOGUE = ConfigCatalogue.standard();

  private final Map<String, String> set = new LinkedHashMap<>();

  private Config() {}

  /**
   * Reads a string such as {@code create,cache_size=1G,async=(enabled,threads=4)}. A category that can be enabled may
   * stand alone: {@code async} is {@code async=(enabled=true)}.
   *
   * @throws OptionsException in one line, with the character of the string at which it is wrong, counted from 1
   */
  public static Config parse(String text) {
    Config config = new Config();
    config.put("", ConfigParser.parse(text));
    return config;
  }

  /** The value of a key that is {@code true} or {@code false}. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  /** The value of a key that is an integer. */
  public long whole(String name) {
    return Long.parseLong(text(name));
  }

  /** The value of a key, as text. */
  public String text(String name) {
    String value = set.get(name);
    return value == null ? key(name).standard() : value;
  }

  /** The keys that are set and have no effect, in the order in which they were first set. */
  public List<String> withoutEffect() {
    return set.keySet().stream().filter(name -> key(name).effect() == OptionEffect.ACCEPTED).toList();
  }

  private void put(String prefix, List<ConfigEntry> entries) {
    for (ConfigEntry entry : entries) {
      String name = prefix + entry.key();
      if (entry.value() instanceof ConfigEntry.Value.Group group && !CATALOGUE.within(name).isEmpty()) {
        put(name + ".", group.entries());
      } else {
        try {
          put(name, entry.value());
        } catch (OptionsException e) {
          throw ConfigParser.error(entry.position(), "" + e.getMessage());
        }
      }
    }
  }

  private void put(String name, ConfigEntry.Value value) {
    List<String> within = CATALOGUE.within(name);
    if (!within.isEmpty() && !within.contains("enabled")) {
      throw new OptionsException(name + " takes keys in brackets: " + String.join(", ", within));
    }
    ConfigKey key = key(within.isEmpty() ? name : name + ".enabled");
    if (value instanceof ConfigEntry.Value.Group && !(key.kind() instanceof OptionKind.Text)) {
      throw new OptionsException(name + " must be " + key.kind().describe() + ", not a list in brackets");
    }
    set.put(key.name(), key.check(value.text()));
  }

  private static ConfigKey key(String name) {
    ConfigKey key = CATALOGUE.find(name);
    if (key == null) {
      int dot = name.lastIndexOf('.');
      String category = dot < 0 ? "" : name.substring(0, dot);
      List<String> within = CATALOGUE.within(category);
      throw new OptionsException("unknown key '" + name + "'"
          + (within.isEmpty() ? "" : "; " + category + " takes " + String.join(", ", within)));
    }
    return key;
  }
}
