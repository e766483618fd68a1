package dev.lasso.sim.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a plan by their names, of which each of its parts takes its own. What is wrong with one is said in one
 * line, by an {@link IllegalArgumentException}.
 */
final class Settings {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ns|us|ms|s|m|h)");
  /** From the longest on. */
  private static final SequencedMap<String, TimeUnit> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("h", TimeUnit.HOURS);
    UNITS.put("m", TimeUnit.MINUTES);
    UNITS.put("s", TimeUnit.SECONDS);
    UNITS.put("ms", TimeUnit.MILLISECONDS);
    UNITS.put("us", TimeUnit.MICROSECONDS);
    UNITS.put("ns", TimeUnit.NANOSECONDS);
  }

  private final Map<String, String> left;

  Settings(Map<String, String> all) {
    left = new TreeMap<>(all);
  }

  /** The names that nobody has taken. */
  Set<String> left() {
    return left.keySet();
  }

  @Nullable
  String text(String name) {
    return left.remove(name);
  }

  /** From 1 to {@code most}. */
  @Nullable
  Long number(String name, long most) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    String range = most == Long.MAX_VALUE ? "a number from 1" : "a number from 1 to " + most;
    return inRange(name, text, range, Long::parseLong, number -> number >= 1 && number <= most);
  }

  private static <T> T inRange(String name, String text, String range, Function<String, T> parse, Predicate<T> holds) {
    try {
      T value = parse.apply(text);
      if (holds.test(value)) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(outOfRange(name, range, text), malformed);
    }
    throw new IllegalArgumentException(outOfRange(name, range, text));
  }

  /** Above 0 and at most 1. */
  @Nullable
  Double probability(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return inRange(name, text, "a number above 0 and at most 1", Double::parseDouble,
        probability -> probability > 0 && probability <= 1);
  }

  /** In nanoseconds. */
  @Nullable
  Long duration(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return nanos(name, "a duration such as 10s or 250ms", text, text);
  }

  /** A duration that is all or part of a text. */
  static long nanos(String name, String range, String text, String part) {
    Matcher parts = DURATION.matcher(part);
    if (!parts.matches()) {
      throw new IllegalArgumentException(outOfRange(name, range, text));
    }
    return Objects.requireNonNull(UNITS.get(parts.group(2))).toNanos(Long.parseLong(parts.group(1)));
  }

  /** As {@link #duration} takes it. */
  static String duration(long nanos) {
    return UNITS.entrySet().stream().filter(unit -> nanos % unit.getValue().toNanos(1) == 0).findFirst()
        .map(unit -> unit.getValue().convert(nanos, TimeUnit.NANOSECONDS) + unit.getKey()).orElseThrow();
  }

  boolean isTrue(String name) {
    String text = text(name);
    if (text != null && !text.equals("true")) {
      throw new IllegalArgumentException(outOfRange(name, "true, or is left out", text));
    }
    return text != null;
  }

  /** As a command takes them. */
  static String text(Map<String, String> settings) {
    return settings.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).collect(Collectors.joining(" "));
  }

  static String outOfRange(String name, String range, String text) {
    return "fault " + name + " takes " + range + ", not " + text;
  }
}
