package dev.lasso.sim.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The system properties of a run. They are those of the JVM until the program may change them, and then its own; what it
 * has changed can be read when it is over, and is undone when the next run begins.
 */
final class RunProperties {

  private final List<Change> changes = new ArrayList<>();
  private boolean owned;
  private Properties outer = new Properties();

  /** What a run has left of a property, and what it was before; null where it was not set. */
  private record Change(Object key, @Nullable Object was, @Nullable Object left) {}

  /** A run begins. */
  void begin() {
    for (Change change : changes) {
      if (Objects.equals(System.getProperties().get(change.key), change.left)) {
        set(change.key, change.was);
      }
    }
    changes.clear();
  }

  /** The program may change the properties from now on. */
  void own() {
    if (!owned) {
      owned = true; // first, since what follows leads back here
      outer = System.getProperties();
      System.setProperties((Properties) outer.clone());
    }
  }

  boolean areOwned() {
    return owned;
  }

  /** The run is over. */
  void end() {
    if (!owned) {
      return;
    }
    owned = false;
    Properties left = System.getProperties();
    System.setProperties(outer);
    Set<Object> keys = new HashSet<>(left.keySet());
    keys.addAll(left.stringPropertyNames());
    keys.addAll(outer.keySet());
    for (Object key : keys) {
      Object was = outer.get(key);
      Object now = value(left, key);
      if (!Objects.equals(was, now)) {
        changes.add(new Change(key, was, now));
        set(key, now);
      }
    }
  }

  /** Also one that stands in the defaults. */
  private static @Nullable Object value(Properties properties, Object key) {
    Object value = properties.get(key);
    return value == null && key instanceof String name ? properties.getProperty(name) : value;
  }

  private static void set(Object key, @Nullable Object value) {
    if (value == null) {
      System.getProperties().remove(key);
    } else {
      System.getProperties().put(key, value);
    }
  }
}
