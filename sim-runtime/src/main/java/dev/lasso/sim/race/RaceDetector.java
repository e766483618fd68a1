package dev.lasso.sim.race;

import dev.lasso.sim.hooks.Door;
import dev.lasso.sim.trace.ProgramFrames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data races of a run: accesses of two tasks to one field or array element, one a write, neither of which
 * happens before the other as JLS 17.4.5 has it. That does not depend on who came first, so a race shows also in runs in
 * which nothing goes wrong.
 *
 * <p>The algorithm is FastTrack (Flanagan and Freund, PLDI 2009): a vector clock for each task and for each object through
 * which tasks are ordered, and for each variable the last accesses alone. It finds the first race on each variable, and
 * may find later ones. Where it deviates: a write forgets the reads before it also where there was only one, since
 * whoever comes after the write comes after them.
 *
 * <p>What is told here is what happens; who tells it ({@code dev.lasso.sim.sched.Ordering}) says what is not seen. An edge
 * too many hides a race, an edge too few invents one, so where it is not known whether there is one it is told.
 */
public final class RaceDetector {

  /** In place of the name of a static field that cannot be told. */
  public static final String ANY_STATIC = "any static field";

  private static final VectorClock NOTHING = new VectorClock();

  private final Shadows shadows = new Shadows();
  private final ProgramFrames frames = new ProgramFrames();
  private final List<VectorClock> clocks = new ArrayList<>();
  private final Map<String, Variable> statics = new HashMap<>();
  private final Map<String, VectorClock> named = new HashMap<>();
  private final VectorClock allNamed = new VectorClock();
  private final VectorClock ended = new VectorClock();

  /** By what makes two races the same to a person: variable and methods. */
  private final Map<Set<String>, Race> races = new LinkedHashMap<>();

  private final Set<Long> wanted;
  private final Map<Long, List<String>> seen = new HashMap<>();
  private long accesses;

  /** Looks at one run. */
  public RaceDetector() {
    this(List.of());
  }

  /**
   * Looks at a run that has been looked at before, and takes down where the first access of each race stands.
   *
   * @param found what was found then
   */
  public RaceDetector(List<Race> found) {
    wanted = new HashSet<>();
    found.forEach(race -> wanted.add(race.first().number()));
  }

  /** What was found, in the order in which the second accesses came. */
  public List<Race> races() {
    return List.copyOf(races.values());
  }

  /** Where the first access of a race stands that was found before; empty if this run has not come there. */
  public List<String> framesOfFirst(Race found) {
    return seen.getOrDefault(found.first().number(), List.of());
  }

  // Order ------------------------------------------------------------------------------------------------------------

  private VectorClock clock(int task) {
    while (clocks.size() <= task) {
      VectorClock fresh = new VectorClock();
      fresh.tick(clocks.size());
      clocks.add(fresh);
    }
    return clocks.get(task);
  }

  /**
   * A task was started.
   *
   * @param by -1 for nobody
   * @param afterEnd whether that task has ended: then it is the end of the program that starts it
   */
  public void starts(int by, int task, boolean afterEnd) {
    if (by >= 0) {
      joinAndTick(clock(task), by);
    }
    if (afterEnd) {
      clock(task).join(ended);
    }
  }

  /** A task has ended. */
  public void ends(int task, Object thread) {
    ended.join(clock(task));
    releases(task, thread);
  }

  /** A task has taken a monitor, or seen that a thread has ended. */
  public void acquires(int task, Object monitor) {
    Shadow shadow = shadows.find(monitor);
    if (shadow != null) {
      shadow.acquireMonitor(clock(task));
    }
  }

  /** A task lets go of a monitor. */
  public void releases(int task, Object monitor) {
    shadows.of(monitor).releaseMonitor(clock(task));
    clock(task).tick(task);
  }

  /** A task interrupts another, which will see that sooner or later, and so may others. */
  public void interrupts(int by, int task) {
    clock(task).join(clock(by));
    writes(by, null, Door.INTERRUPTS);
  }

  /**
   * A task reads a volatile field, or does something like it.
   *
   * @param object null for what belongs to none, which then has a name
   * @param name null for any of the object's
   */
  public void reads(int task, @Nullable Object object, @Nullable String name) {
    if (object == null) {
      readsNamed(clock(task), String.valueOf(name));
      return;
    }
    Shadow shadow = shadows.find(object);
    if (shadow != null) {
      shadow.acquire(name, clock(task));
    }
  }

  private void readsNamed(VectorClock clock, String name) {
    clock.join(name.equals(ANY_STATIC) ? allNamed : named.getOrDefault(name, NOTHING));
    clock.join(named.getOrDefault(ANY_STATIC, NOTHING));
  }

  /** A task writes a volatile field, or does something like it. */
  public void writes(int task, @Nullable Object object, @Nullable String name) {
    if (object == null) {
      named.computeIfAbsent(String.valueOf(name), first -> new VectorClock()).join(clock(task));
      allNamed.join(clock(task));
    } else {
      shadows.of(object).release(name, clock(task));
    }
    clock(task).tick(task);
  }

  /** A task passes a fence: what that orders cannot be told, so all that is past happens before all that is to come. */
  public void fence() {
    VectorClock past = new VectorClock();
    clocks.forEach(past::join);
    for (int task = 0; task < clocks.size(); task++) {
      clocks.get(task).join(past);
      clocks.get(task).tick(task);
    }
  }

  private void joinAndTick(VectorClock later, int by) {
    later.join(clock(by));
    clock(by).tick(by);
  }

  // Accesses ---------------------------------------------------------------------------------------------------------

  /**
   * A task reads or writes a plain field.
   *
   * @param object null for a static field
   * @param name of the field, with its class
   * @param place {@code Class.method:line}
   */
  public void field(int task, long step, @Nullable Object object, String name, String place, boolean writes) {
    Variable variable = object == null
        ? statics.computeIfAbsent(name, first -> new Variable())
        : shadows.of(object).field(name);
    access(variable, task, step, name, name, place, writes);
  }

  /** A task reads or writes an element of an array. */
  public void element(int task, long step, Object array, int index, String place, boolean writes) {
    String type = array.getClass().getComponentType().getTypeName();
    access(shadows.of(array).element(index), task, step, type, type + "[" + index + "]", place, writes);
  }

  private void access(Variable variable, int task, long step, String group, String name, String place, boolean writes) {
    accesses++;
    if (wanted.contains(accesses)) {
      seen.put(accesses, frames.here());
    }
    VectorClock clock = clock(task);
    int time = clock.of(task);
    if (!variable.knows(task, time, writes)) {
      Access access = new Access(task, time, step, accesses, place, writes);
      variable.access(access, clock, earlier -> found(group, name, earlier, access));
    }
  }

  private void found(String group, String name, Access earlier, Access later) {
    Race.Side first = Race.Side.of(earlier, List.of());
    Race.Side second = Race.Side.of(later, List.of());
    Set<String> same = new HashSet<>(List.of(group + " ", first.method()));
    same.add(second.method());
    if (!races.containsKey(same)) {
      races.put(same, new Race(name, first, second.at(frames.here())));
    }
  }
}
