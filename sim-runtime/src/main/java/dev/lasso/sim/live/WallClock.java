package dev.lasso.sim.live;

import dev.lasso.sim.explore.FairSuffix.Turns;
import dev.lasso.sim.live.Replays.Variation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The wall clock in a loop that reads it. A program may go by the time of day or by the date, and not by differences
 * alone; so the loop is gone round where the next minute, hour, day, month and year begin, and at dates that programs
 * have had trouble with.
 */
final class WallClock {

  /** The dates until which ZIP files, signed seconds, and Lasso's own clock of nanoseconds go, or nearly so. */
  private static final List<String> DATES = List.of("2038-01-19T03:14:08Z", "2100-01-01T00:00:00Z",
      "2108-01-01T00:00:00Z", "2258-01-01T00:00:00Z");

  private WallClock() {}

  /** The run with its clock set so that such a moment falls into the first round. */
  static List<Variation> probes(Lasso lasso) {
    Instant begins = Instant.EPOCH.plusNanos(lasso.begins().epochNanos());
    LocalDateTime now = LocalDateTime.ofInstant(begins, ZoneOffset.UTC);
    LocalDateTime day = now.truncatedTo(ChronoUnit.DAYS);
    Stream<Instant> next = Stream.of(now.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1),
        now.truncatedTo(ChronoUnit.HOURS).plusHours(1), day.plusDays(1), day.withDayOfMonth(1).plusMonths(1),
        day.withDayOfYear(1).plusYears(1)).map(time -> time.toInstant(ZoneOffset.UTC));
    Instant middle = begins.plusNanos(lasso.nanos() / 2);
    return Stream.concat(next, DATES.stream().map(Instant::parse))
        .map(moment -> new Variation(0, Duration.between(middle, moment).toNanos(), Turns.USUAL)).toList();
  }
}
