package dev.lasso.sim.explore;

import java.util.Arrays;

/**
 * What one step has touched, and the relation that says whether two steps depend on each other. Objects are numbered in
 * the order in which a run comes to them, so that a footprint outlives its run: whatever the order of later steps, the
 * objects known before have the same numbers.
 *
 * <p>The relation errs on the side of dependence, where {@link Conflicts} errs on the other: two steps that it calls
 * independent may be exchanged wherever they are neighbours, and neither enables nor disables the other.
 *
 * <ul> <li>Fields: the same member of the same object, one a write. Elements of an array are not told apart, nor static
 * fields of the same name. <li>What goes through a {@code VarHandle}, an updater or {@code Unsafe} depends on all
 * fields. <li>An atomic variable: the same one, one a write. <li>All other calls into {@code java.util.concurrent}, all
 * that runs inside of them, parking and unparking depend on each other: what a queue, a pool and a lock share cannot be
 * seen. <li>Monitors: the same one. The end of a thread depends on all that asks for it. <li>Draws of shared random
 * numbers, thread starts among them, depend on each other, and so does what acts on files. </ul>
 */
final class Footprint {

  /** In place of the object of what belongs to none. */
  static final int NO_OBJECT = 0;

  static final int JUC = Operations.JUC_CALL;
  static final int MONITOR = Operations.MONITOR_ENTER;
  static final int OTHER = Operations.END;
  static final int RANDOM = 64;
  static final int FILES = 65;

  private static final int FIELD = Operations.FIELD_READ;
  private static final long WRITES = 1L << 62;
  private static final long RELEASES = 1L << 61;
  private static final long PLACE = (1L << 56) - 1;
  private static final int INITIAL = 4;

  private long[] accesses = new long[INITIAL];
  private int size;

  /** A bit for each place, so that most pairs are told apart by one comparison. */
  private long bloom;

  private boolean all;
  private boolean anyField;

  void clear() {
    size = 0;
    bloom = 0;
    all = false;
    anyField = false;
  }

  void add(int object, int group, boolean writes) {
    add((long) object << Integer.SIZE | group & 0xffffffffL | (writes ? WRITES : 0));
  }

  /** It has let go of a monitor that was held when it began. */
  void addRelease(int object) {
    add((long) object << Integer.SIZE | MONITOR | WRITES | RELEASES);
  }

  void addAnyField() {
    anyField = true;
  }

  void addAll() {
    all = true;
  }

  /** It has touched whatever another one has. */
  void add(Footprint other) {
    all |= other.all;
    anyField |= other.anyField;
    for (int i = 0; i < other.size; i++) {
      add(other.accesses[i]);
    }
  }

  private void add(long access) {
    for (int i = 0; i < size; i++) {
      if ((accesses[i] & PLACE) == (access & PLACE)) {
        accesses[i] |= access;
        return;
      }
    }
    if (size == accesses.length) {
      accesses = Arrays.copyOf(accesses, size * 2);
    }
    accesses[size++] = access;
    bloom |= bit(access);
  }

  private static long bit(long access) {
    long place = access & PLACE;
    return 1L << ((place ^ place >>> Integer.SIZE) * 0x9E3779B97F4A7C15L >>> 58);
  }

  Footprint copy() {
    Footprint copy = new Footprint();
    copy.add(this);
    return copy;
  }

  /** Whether it has let go of that monitor, having come with it. */
  boolean releases(int object) {
    return (monitor(object) & RELEASES) != 0;
  }

  /** Whether it has taken that monitor, or found it held. */
  boolean takes(int object) {
    return monitor(object) != 0 && !releases(object);
  }

  private long monitor(int object) {
    long place = (long) object << Integer.SIZE | MONITOR;
    for (int i = 0; i < size; i++) {
      if ((accesses[i] & PLACE) == place) {
        return accesses[i];
      }
    }
    return 0;
  }

  /** Whether this step and another of the same run depend on each other. */
  boolean dependsOn(Footprint other) {
    if (all || other.all || anyField && other.touchesFields() || other.anyField && touchesFields()) {
      return true;
    }
    if ((bloom & other.bloom) == 0) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < other.size; j++) {
        if ((accesses[i] & PLACE) == (other.accesses[j] & PLACE) && areInConflict(accesses[i], other.accesses[j])) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether this step, taken in another run from a state in which {@code known} objects had numbers, and a step of this
   * run after that state depend on each other. Other objects may be the same whatever their numbers.
   */
  boolean mayDependOn(Footprint other, int known) {
    if (dependsOn(other)) {
      return true;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < other.size; j++) {
        if (object(accesses[i]) > known && object(other.accesses[j]) > known
            && (int) accesses[i] == (int) other.accesses[j] && areInConflict(accesses[i], other.accesses[j])) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean touchesFields() {
    for (int i = 0; i < size; i++) {
      if (Operations.kind((int) accesses[i]) == FIELD) {
        return true;
      }
    }
    return anyField;
  }

  private static int object(long access) {
    return (int) ((access & PLACE) >>> Integer.SIZE);
  }

  private static boolean areInConflict(long a, long b) {
    return ((a | b) & WRITES) != 0;
  }
}
