package dev.lasso.sim.jdk;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * Where objects lie, for tables that look objects up by identity in a run: there the identity hash is the same for all,
 * and to draw one would change the run. An address holds until the next collection, of which each is counted before the
 * program goes on. Under a collector that moves objects beside the program (ZGC, Shenandoah) there are no addresses that
 * hold; what stands in their place tells objects apart by class and length alone, and makes look-ups slow.
 */
public final class Addresses {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final List<String> MOVE_BESIDE = List.of("ZGC", "Shenandoah");

  private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
  private final boolean hold = collectors.stream()
      .noneMatch(collector -> MOVE_BESIDE.stream().anyMatch(collector.getName()::contains));
  private final Object[] holder = new Object[1];

  /** The addresses of this JVM. */
  public Addresses() {}

  /** A number that is the same for the same object as long as {@link #collections} is the same. */
  public int of(Object object) {
    if (!hold) {
      return object.getClass().getName().hashCode() * 31
          + (object.getClass().isArray() ? java.lang.reflect.Array.getLength(object) : 0);
    }
    holder[0] = object;
    long raw = Unsafe.ARRAY_OBJECT_INDEX_SCALE == Integer.BYTES
        ? UNSAFE.getInt(holder, Unsafe.ARRAY_OBJECT_BASE_OFFSET)
        : UNSAFE.getLong(holder, Unsafe.ARRAY_OBJECT_BASE_OFFSET);
    holder[0] = this;
    return Long.hashCode(raw);
  }

  /** How many collections there have been. */
  public long collections() {
    long sum = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      sum += collector.getCollectionCount();
    }
    return hold ? sum : 0;
  }
}
