package dev.lasso.sim.race;

import dev.lasso.sim.jdk.Addresses;
import org.jspecify.annotations.Nullable;

/**
 * The shadows of a run's objects, found by address. A collection moves objects, and then the table is made anew; what
 * is found was compared by identity, so no answer depends on an address. Objects that are gone have no shadow any
 * longer: nobody can reach them, so nothing can race on them.
 */
final class Shadows {

  private static final int INITIAL = 1 << 10;

  private final Addresses addresses = new Addresses();
  private @Nullable Shadow[] table = new Shadow[INITIAL];
  private int size;

  /** The collections there had been when the table was made. */
  private long collections = addresses.collections();

  void clear() {
    table = new Shadow[INITIAL];
    size = 0;
    collections = addresses.collections();
  }

  /** The shadow of an object, or null. */
  @Nullable
  Shadow find(Object object) {
    Shadow found = look(object);
    while (found == null && addresses.collections() != collections) {
      build(table.length);
      found = look(object);
    }
    return found;
  }

  /** The shadow of an object, which from now on has one. */
  Shadow of(Object object) {
    Shadow found = find(object);
    if (found != null) {
      return found;
    }
    if (size >= table.length) {
      build(table.length * 2);
    }
    Shadow made = new Shadow(object);
    made.address = addresses.of(object);
    add(made);
    return made;
  }

  private @Nullable Shadow look(Object object) {
    for (Shadow at = table[slot(addresses.of(object))]; at != null; at = at.next) {
      if (at.refersTo(object)) {
        return at;
      }
    }
    return null;
  }

  private int slot(int address) {
    int mixed = address * 0x9E3779B9;
    return (mixed ^ mixed >>> 16) & table.length - 1;
  }

  private void add(Shadow shadow) {
    int slot = slot(shadow.address);
    shadow.next = table[slot];
    table[slot] = shadow;
    size++;
  }

  private void build(int length) {
    do {
      collections = addresses.collections();
      @Nullable
      Shadow[] old = table;
      table = new Shadow[length];
      size = 0;
      for (Shadow first : old) {
        for (Shadow at = first; at != null;) {
          Shadow next = at.next;
          Object object = at.get();
          if (object != null) {
            at.address = addresses.of(object);
            add(at);
          }
          at = next;
        }
      }
    } while (addresses.collections() != collections);
  }
}
