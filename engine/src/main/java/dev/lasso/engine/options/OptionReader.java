package dev.lasso.engine.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Typed access to option texts that were checked before, and the notes of what becomes of them. */
final class OptionReader {
  private final Map<String, String> set;
  private final String owner;
  private final List<String> notes = new ArrayList<>();

  /** Reads the options that are set, others having their defaults; {@code owner} ends each option's name in a note. */
  OptionReader(Map<String, String> set, String owner) {
    this.set = set;
    this.owner = owner;
    for (String name : set.keySet()) {
      if (Catalogue.standard().named(name).effect() == OptionEffect.ACCEPTED) {
        notes.add("Option " + name + owner + " is accepted without effect");
      }
    }
  }

  String text(String name) {
    OptionSpec spec = Catalogue.standard().named(name);
    return set.getOrDefault(name, spec.standard());
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  int whole(String name) {
    return Integer.parseInt(text(name));
  }

  /** A size; what exceeds a long is as good as the greatest long. */
  long size(String name) {
    long value = Long.parseUnsignedLong(text(name));
    return value < 0 ? Long.MAX_VALUE : value;
  }

  void noteChange(String name, long from, long to) {
    if (from != to) {
      notes.add("Option " + name + "=" + from + owner + " is adjusted to " + to);
    }
  }

  /** Notes an option that is another than the default, and counts for the default column family only. */
  void noteShared(String name) {
    if (!text(name).equals(Catalogue.standard().named(name).standard())) {
      notes.add(
          "Option " + name + "=" + text(name) + owner + " has no effect: the cache is the default column family's");
    }
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
