package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EventListener;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.log.LogLevel;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.random.AbstractRandomGenerator;

/**
 * One client that writes batches over a small set of keys, thinks between them, and closes the engine in the end: with
 * the options of RocksDB issue 1297 the writes of half a day that no compaction ever relieved.
 */
public final class PacedWrites extends EngineWorkload {

  private static final int KEY_BYTES = 40;
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter
      .ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public String name() {
    return "paced-writes";
  }

  @Override
  public String description() {
    return "one client writes batches over a small set of keys, with time to think between them, then closes";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("batches", "int", "1000", "1..10000000", "batches to write"),
        new Parameter("changes", "int", "10", "1..1000", "puts in a batch"),
        new Parameter("keys", "int", "1814", "1..1000000", "different keys"),
        new Parameter("value_bytes", "int", "1000", "8..1000000", "bytes in a value"),
        new Parameter("think_millis", "double", "500", "0..86400000", "mean time between batches, exponential"),
        new Parameter("listener", "boolean", "true", "true, false", "whether an event listener is registered"),
        new Parameter("log", "string", "WARN", "DEBUG, INFO, WARN, ERROR, FATAL", "least level of the LOG to print"));
  }

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    run.describe(Engine.class, Engine::describe);
    LogLevel least = LogLevel.valueOf(run.parameter("log"));
    Extensions extensions = CockroachExtensions.make().logSink((level, micros, text) -> {
      if (level.compareTo(least) >= 0) {
        print(level, micros, text);
      }
    });
    if (run.booleanParameter("listener")) {
      extensions.listener(new EventListener() {});
    }
    try (Engine engine = Engine.open(run.directory(),
        options(run), extensions)) {
      write(engine, run);
    }
  }

  private static void print(LogLevel level, long micros, String text) {
    Instant at = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    System.out.println(TIMESTAMP.format(at) + " [" + level + "] " + text.stripTrailing());
  }

  private static void write(Engine engine, Run run) throws InterruptedException {
    ThinkTime thinkTime = new ThinkTime(run.doubleParameter("think_millis"), run.random("think"));
    RandomGenerator keys = run.random("keys");
    byte[] value = new byte[run.intParameter("value_bytes")];
    WriteBatch batch = new WriteBatch();
    int changes = run.intParameter("changes");
    int differentKeys = run.intParameter("keys");
    for (int i = 1; i <= run.intParameter("batches"); i++) {
      batch.clear();
      for (int change = 0; change < changes; change++) {
        ByteBuffer.wrap(value).putLong(keys.nextLong());
        batch.put(key(keys.nextInt(differentKeys)), value);
      }
      try (Obligations.Obligation owed = run.obligations().owe("write batch " + i)) {
        engine.write(batch);
      }
      thinkTime.pass();
    }
  }

  private static byte[] key(int number) {
    byte[] key = new byte[KEY_BYTES];
    java.util.Arrays.fill(key, (byte) '0');
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, key, KEY_BYTES - digits.length, digits.length);
    return key;
  }

  /** Pauses between batches, exponentially distributed. */
  private static final class ThinkTime {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final double meanMillis;
    private final ExponentialDistribution distribution;

    ThinkTime(double meanMillis, RandomGenerator random) {
      this.meanMillis = meanMillis;
      distribution = new ExponentialDistribution(new AbstractRandomGenerator() {
        @Override
        public void setSeed(long seed) {
          throw new UnsupportedOperationException("the stream belongs to the run");
        }

        @Override
        public double nextDouble() {
          return random.nextDouble();
        }
      }, Math.max(meanMillis, Double.MIN_NORMAL), ExponentialDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY);
    }

    void pass() throws InterruptedException {
      if (meanMillis > 0) {
        long nanos = (long) (distribution.sample() * NANOS_PER_MILLI);
        Thread.sleep(nanos / NANOS_PER_MILLI, (int) (nanos % NANOS_PER_MILLI));
      }
    }
  }
}
