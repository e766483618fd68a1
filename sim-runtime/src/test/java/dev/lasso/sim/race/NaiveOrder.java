package dev.lasso.sim.race;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happens before what in a list of events, by the definition alone (JLS 17.4.5): the edges, and the closure over
 * them. Quadratic, and as unlike the detector as it can be.
 */
final class NaiveOrder {

  private final List<Event> events = new ArrayList<>();

  /** For each event, those that happen before it. */
  private final List<BitSet> before = new ArrayList<>();

  enum Kind {
    START, ACQUIRE, RELEASE, VOLATILE_READ, VOLATILE_WRITE, READ, WRITE
  }

  /**
   * @param task who does it
   * @param of the task that is started, or the number of the monitor, volatile field or variable
   */
  record Event(int task, Kind kind, int of) {

    private boolean comesBefore(Event later) {
      boolean starts = kind == Kind.START && of == later.task;
      boolean unlocks = kind == Kind.RELEASE && later.kind == Kind.ACQUIRE && of == later.of;
      boolean publishes = kind == Kind.VOLATILE_WRITE && later.kind == Kind.VOLATILE_READ && of == later.of;
      return task == later.task || starts || unlocks || publishes;
    }

    private boolean conflictsWith(Event other) {
      boolean access = isAccess() && other.isAccess() && of == other.of && task != other.task;
      return access && (kind == Kind.WRITE || other.kind == Kind.WRITE);
    }

    boolean isAccess() {
      return kind == Kind.READ || kind == Kind.WRITE;
    }
  }

  void add(Event event) {
    BitSet earlier = new BitSet();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).comesBefore(event)) {
        earlier.set(i);
        earlier.or(before.get(i));
      }
    }
    events.add(event);
    before.add(earlier);
  }

  /** For each variable with a race, the first access that is the later one of a race. */
  Map<Integer, Integer> firstRaces() {
    Map<Integer, Integer> first = new TreeMap<>();
    for (int later = 0; later < events.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (isRace(earlier, later)) {
          first.putIfAbsent(events.get(later).of, later);
        }
      }
    }
    return first;
  }

  boolean isRace(int earlier, int later) {
    return events.get(earlier).conflictsWith(events.get(later)) && !before.get(later).get(earlier);
  }
}
