package dev.lasso.sim.fault;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where and when the faults of one kind may fire.
 *
 * @param site the code that counts; null for all
 * @param path the files that count; null for all
 * @param from the virtual time from which on they may, in nanoseconds
 * @param until the virtual time from which on they may not any longer
 * @param armed the part of the sites at which they may, another one in each run: more than 0, at most 1
 */
public record Scope(@Nullable SitePattern site, @Nullable PathPattern path, long from, long until, double armed) {

  /** Everywhere, and at any time. */
  static final Scope ALL = new Scope(null, null, 0, Long.MAX_VALUE, 1);

  /** The part of a plan that says where and when faults of a kind fire. */
  static Scope take(FaultKind kind, Settings settings) {
    String name = kind.label();
    String site = settings.text(name + FaultNames.SITE);
    String path = kind.isOfFiles() ? settings.text(name + FaultNames.PATH) : null;
    Long from = settings.duration(name + FaultNames.FROM);
    Long until = settings.duration(name + FaultNames.UNTIL);
    Double armed = settings.probability(name + FaultNames.ARMED);
    Scope scope = new Scope(site == null ? null : site(name + FaultNames.SITE, site),
        path == null ? null : path(name + FaultNames.PATH, path), from == null ? ALL.from : from,
        until == null ? ALL.until : until, armed == null ? ALL.armed : armed);
    if (scope.from >= scope.until) {
      throw new IllegalArgumentException("faults " + name + FaultNames.FROM + "=" + Settings.duration(scope.from)
          + " and " + name + FaultNames.UNTIL + "=" + Settings.duration(scope.until) + " leave no time between them");
    }
    return scope;
  }

  private static SitePattern site(String name, String text) {
    try {
      return SitePattern.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("fault " + name + ": " + malformed.getMessage(), malformed);
    }
  }

  private static PathPattern path(String name, String text) {
    try {
      return PathPattern.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("fault " + name + ": " + malformed.getMessage(), malformed);
    }
  }

  /** Adds what is not the default, as {@link #take} takes it. */
  void addTo(Map<String, String> settings, FaultKind kind) {
    String name = kind.label();
    if (site != null) {
      settings.put(name + FaultNames.SITE, site.toString());
    }
    if (path != null) {
      settings.put(name + FaultNames.PATH, path.toString());
    }
    if (from != ALL.from) {
      settings.put(name + FaultNames.FROM, Settings.duration(from));
    }
    if (until != ALL.until) {
      settings.put(name + FaultNames.UNTIL, Settings.duration(until));
    }
    if (armed != ALL.armed) {
      settings.put(name + FaultNames.ARMED, Double.toString(armed));
    }
  }

  /** The settings, for a person. */
  String settings(FaultKind kind) {
    Map<String, String> settings = new TreeMap<>();
    addTo(settings, kind);
    return Settings.text(settings);
  }

  /** For a person, behind the name of what counts; empty if that is everything. */
  String text() {
    return (site == null ? "" : " at " + site) + (path == null ? "" : " of " + path)
        + (from == ALL.from ? "" : " from " + Settings.duration(from) + " on")
        + (until == ALL.until ? "" : " until " + Settings.duration(until))
        + (armed == ALL.armed ? "" : " that this run has armed");
  }
}
