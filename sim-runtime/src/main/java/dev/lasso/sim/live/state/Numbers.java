package dev.lasso.sim.live.state;

import it.unimi.dsi.fastutil.Hash;
import it.unimi.dsi.fastutil.objects.Object2IntOpenCustomHashMap;
import java.util.ArrayList;
import java.util.List;

/** Objects by number, in the order in which they are found. */
final class Numbers {

  /** All objects that runs were the first to hash have one hash; their classes tell most of them apart. */
  private static final Hash.Strategy<Object> IDENTITY = new Hash.Strategy<>() {

    @Override
    public int hashCode(Object object) {
      return object == null ? 0 : System.identityHashCode(object) ^ object.getClass().getName().hashCode();
    }

    @Override
    public boolean equals(Object a, Object b) {
      return a == b;
    }
  };

  private final Object2IntOpenCustomHashMap<Object> numbers = new Object2IntOpenCustomHashMap<>(IDENTITY);
  private final List<Object> found = new ArrayList<>();

  Numbers() {
    numbers.defaultReturnValue(-1);
  }

  /** The number of an object, which is found if it was not known. */
  int of(Object object) {
    int number = numbers.putIfAbsent(object, found.size());
    if (number >= 0) {
      return number;
    }
    found.add(object);
    return found.size() - 1;
  }

  /** The number of an object, or -1 if it was not found. */
  int known(Object object) {
    return numbers.getInt(object);
  }

  Object get(int number) {
    return found.get(number);
  }

  int size() {
    return found.size();
  }
}
