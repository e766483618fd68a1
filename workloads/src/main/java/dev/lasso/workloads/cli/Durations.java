package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO 8601. */
final class Durations {

  private Durations() {}

  /** @throws BadInput if the text is no positive duration */
  static Duration parse(String flag, String text) {
    try {
      Duration duration = text.matches("\\d+(ms|[smhd])") ? ofUnits(text) : Duration.parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException malformed) {
      throw new BadInput(complaint(flag, text), malformed);
    }
    throw new BadInput(complaint(flag, text));
  }

  /**
   * The same in nanoseconds; what is longer than 292 years is so long.
   *
   * @throws BadInput if the text is no positive duration
   */
  static long nanos(String flag, String text) {
    Duration duration = parse(flag, text);
    Duration most = Duration.ofNanos(Long.MAX_VALUE);
    return duration.compareTo(most) < 0 ? duration.toNanos() : Long.MAX_VALUE;
  }

  private static String complaint(String flag, String text) {
    return flag + " takes a duration such as 90s, 5m, 2h, 7d or PT1H30M, not " + text;
  }

  private static Duration ofUnits(String text) {
    String unit = text.replaceAll("\\d", "");
    long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** Virtual nanoseconds for a person. */
  static String text(long nanos) {
    if (nanos < 1_000_000_000) {
      return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    }
    Duration duration = Duration.ofNanos(nanos);
    if (duration.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
    return String.format(Locale.ROOT, "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
