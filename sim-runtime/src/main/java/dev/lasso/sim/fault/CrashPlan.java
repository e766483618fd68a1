package dev.lasso.sim.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a loss of power leaves of a disk.
 *
 * @param order in which changes reach the disk beyond what syncs ask for
 * @param enumerate how many states are all tried, one after the other; 0 to draw one
 */
public record CrashPlan(Order order, int enumerate) {

  /** The most states that can be asked for. */
  static final int MOST = 1 << 20;

  static final String ORDER = "crash.order";
  static final String ENUMERATE = "crash.enumerate";
  static final String ORDERS = Arrays.stream(Order.values()).map(Order::label).collect(Collectors.joining(", "));

  /** Nothing is said. */
  static final CrashPlan DEFAULT = new CrashPlan(Order.ARBITRARY, 0);

  /** The part of a plan that says what a loss of power leaves. @throws IllegalArgumentException in one line */
  static CrashPlan take(Settings settings) {
    String order = settings.text(ORDER);
    Long enumerate = settings.number(ENUMERATE, MOST);
    return new CrashPlan(order == null ? DEFAULT.order : order(order),
        enumerate == null ? DEFAULT.enumerate : enumerate.intValue());
  }

  private static Order order(String text) {
    return Arrays.stream(Order.values()).filter(order -> order.label().equals(text)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Settings.outOfRange(ORDER, ORDERS, text)));
  }

  /** What is not the default, as {@link #take} takes it. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    if (order != DEFAULT.order) {
      settings.put(ORDER, order.label());
    }
    if (enumerate != DEFAULT.enumerate) {
      settings.put(ENUMERATE, Integer.toString(enumerate));
    }
    return settings;
  }

  /** In which order changes reach a disk, beyond what a program asks for by a sync. */
  public enum Order {
    /** One call after the other: a loss of power keeps the first ones, and any part of the next. */
    STRICT,
    /**
     * As ext3 does it with {@code data=ordered}, and ext4 without delayed allocation: names and sizes in their order, and
     * before a size the bytes that were written until then. Any sync takes all names and sizes along. Bytes that no size
     * waits for come at any time.
     */
    ORDERED,
    /**
     * What POSIX promises, and nothing more: {@code fsync(2)} of a file keeps its bytes and its size, that of a directory
     * the names in it. All else comes at any time, in any order; but a rename is whole.
     */
    ARBITRARY;

    /** As it is written. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
