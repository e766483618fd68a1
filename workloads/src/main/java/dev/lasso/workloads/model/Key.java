package dev.lasso.workloads.model;

import java.util.Comparator;

/**
 * A key of a column family. Its bytes stand as ISO-8859-1, so that the order of texts is the order of unsigned bytes.
 *
 * @param family the name of the column family, without a slash
 */
public record Key(String family, String key) implements Comparable<Key> {

  private static final Comparator<Key> ORDER = Comparator.comparing(Key::family).thenComparing(Key::key);

  public Key {
    if (family.contains("/")) {
      throw new IllegalArgumentException("the name of a family has a slash: " + family);
    }
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return family + "/" + key;
  }
}
