package dev.lasso.workloads.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** Clocks: they agree with each other and with what sleeps. */
public final class ClockContract {

  public void sleepMovesThemAll(Observations log) throws Exception {
    long nanos = System.nanoTime();
    long millis = System.currentTimeMillis();
    Instant instant = Instant.now();
    long clock = Clock.systemUTC().millis();
    Date date = new Date();
    Thread.sleep(20);
    log.holds("nanoTime", System.nanoTime() - nanos >= TimeUnit.MILLISECONDS.toNanos(20));
    log.holds("currentTimeMillis", System.currentTimeMillis() - millis >= 19);
    log.holds("Instant", Duration.between(instant, Instant.now()).toMillis() >= 19);
    log.holds("Clock", Clock.systemUTC().millis() - clock >= 19);
    log.holds("Date", new Date().getTime() - date.getTime() >= 19);
  }

  public void oneOriginForAllOfTheDay(Observations log) {
    long before = System.currentTimeMillis();
    long between = Instant.now().toEpochMilli();
    long after = System.currentTimeMillis();
    log.holds("Instant between two currentTimeMillis", before <= between && between <= after);
  }

  public void neverBackwards(Observations log) throws Exception {
    long start = System.nanoTime();
    String other = Actor.start("other", () -> System.nanoTime() - start >= 0).end();
    log.saw("seen by another thread", other, "returned true");
    boolean backwards = false;
    long last = start;
    for (int i = 0; i < 100; i++) {
      long now = System.nanoTime();
      backwards |= now - last < 0;
      last = now;
    }
    log.saw("backwards", backwards, false);
  }
}
