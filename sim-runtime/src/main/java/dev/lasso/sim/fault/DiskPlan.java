package dev.lasso.sim.fault;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large and how fast the disk of a run is. A request is a read, a write or a sync of a file; it takes virtual time,
 * while its thread waits and others go on.
 *
 * @param bytes how many there are for files, in whole pages
 * @param latency how long each request takes, beside the time for its bytes
 * @param bandwidth how many bytes are read or written in a second by each request
 * @param depth how many requests are served at a time; others wait in their order
 * @param stall how long a request takes that stalls, in nanoseconds
 */
public record DiskPlan(long bytes, Latency latency, long bandwidth, int depth, long stall) {

  static final String BYTES = "disk.bytes";
  static final String LATENCY = "disk.latency";
  static final String BANDWIDTH = "disk.bandwidth";
  static final String DEPTH = "disk.depth";
  static final String STALL = "disk.stall";

  static final int MOST_DEPTH = 1 << 10;

  private static final double NANOS_PER_SECOND = 1e9;

  /** No end of space, and no time passes; a stall takes five seconds. */
  static final DiskPlan DEFAULT = new DiskPlan(Long.MAX_VALUE, new Latency(0, 0), Long.MAX_VALUE, Integer.MAX_VALUE,
      5_000_000_000L);

  /** The part of a plan that is about the disk. @throws IllegalArgumentException in one line */
  static DiskPlan take(Settings settings) {
    Long bytes = settings.number(BYTES, Long.MAX_VALUE);
    Latency latency = Latency.take(settings);
    Long bandwidth = settings.number(BANDWIDTH, Long.MAX_VALUE);
    Long depth = settings.number(DEPTH, MOST_DEPTH);
    Long stall = settings.duration(STALL);
    return new DiskPlan(bytes == null ? DEFAULT.bytes : bytes, latency == null ? DEFAULT.latency : latency,
        bandwidth == null ? DEFAULT.bandwidth : bandwidth, depth == null ? DEFAULT.depth : depth.intValue(),
        stall == null ? DEFAULT.stall : stall);
  }

  /** What is not the default, as {@link #take} takes it. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    if (bytes != DEFAULT.bytes) {
      settings.put(BYTES, Long.toString(bytes));
    }
    if (!latency.equals(DEFAULT.latency)) {
      settings.put(LATENCY, latency.toString());
    }
    if (bandwidth != DEFAULT.bandwidth) {
      settings.put(BANDWIDTH, Long.toString(bandwidth));
    }
    if (depth != DEFAULT.depth) {
      settings.put(DEPTH, Integer.toString(depth));
    }
    if (stall != DEFAULT.stall) {
      settings.put(STALL, Settings.duration(stall));
    }
    return settings;
  }

  /** Whether every request takes time. */
  boolean takesTime() {
    return latency.most > 0 || bandwidth != DEFAULT.bandwidth;
  }

  /** How long so many bytes take, in nanoseconds. */
  long transfer(long count) {
    return (long) Math.ceil(count * NANOS_PER_SECOND / bandwidth);
  }

  /**
   * A span of times, of which one is drawn for each request, so that every power of ten is as likely as any other.
   *
   * @param least in nanoseconds
   * @param most in nanoseconds; {@code least} where all take the same
   */
  public record Latency(long least, long most) {

    /** How many ways there are to draw one. */
    static final int WAYS = 1 << 10;

    static final String RANGE = "a duration such as 100us, or two such as 100us..10ms, the longer one behind";

    private static final String TO = "..";

    private static @Nullable Latency take(Settings settings) {
      String text = settings.text(LATENCY);
      if (text == null) {
        return null;
      }
      String[] ends = text.split(Pattern.quote(TO), 2);
      long least = Settings.nanos(LATENCY, RANGE, text, ends[0]);
      long most = ends.length == 1 ? least : Settings.nanos(LATENCY, RANGE, text, ends[1]);
      if (least == 0 || least > most) {
        throw new IllegalArgumentException(Settings.outOfRange(LATENCY, RANGE, text));
      }
      return new Latency(least, most);
    }

    /** The time that is drawn as {@code way}, from 0 for the least to {@link #WAYS} for the most. */
    long drawn(int way) {
      return least == most ? least : Math.round(least * StrictMath.pow((double) most / least, (double) way / WAYS));
    }

    @Override
    public String toString() {
      return Settings.duration(least) + (least == most ? "" : TO + Settings.duration(most));
    }
  }
}
