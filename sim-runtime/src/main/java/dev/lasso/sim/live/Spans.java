package dev.lasso.sim.live;

import java.util.Locale;

/** Virtual times as people write them: {@code 3 h 49 min 12.345 s}, {@code 250 ms}, {@code 7 us}. */
public final class Spans {

  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000 * MICRO;
  private static final long SECOND = 1_000 * MILLI;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private Spans() {}

  /** A length of virtual time, or a moment as the time since the start; 0 or more. */
  public static String text(long nanos) {
    if (nanos < MICRO) {
      return nanos + " ns";
    }
    if (nanos < MILLI) {
      return thousandths(nanos, "us");
    }
    if (nanos < SECOND) {
      return thousandths(nanos / MICRO, "ms");
    }
    return hours(nanos) + minutes(nanos) + thousandths(nanos % MINUTE / MILLI, "s");
  }

  private static String hours(long nanos) {
    return nanos < HOUR ? "" : nanos / HOUR + " h ";
  }

  private static String minutes(long nanos) {
    return nanos < MINUTE ? "" : nanos % HOUR / MINUTE + " min ";
  }

  /** {@code value} thousandths of a unit, without zeros at the end. */
  private static String thousandths(long value, String unit) {
    String fraction = String.format(Locale.ROOT, "%03d", value % 1_000).replaceFirst("0+$", "");
    return value / 1_000 + (fraction.isEmpty() ? "" : "." + fraction) + " " + unit;
  }
}
