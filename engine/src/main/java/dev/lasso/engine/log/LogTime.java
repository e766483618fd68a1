package dev.lasso.engine.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The timestamp of a LOG line. It is in UTC wherever the engine runs, so that two machines write the same LOG. */
final class LogTime {
  private final DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy/MM/dd-HH:mm:ss.SSSSSS", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  String text(long micros) {
    return format.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
