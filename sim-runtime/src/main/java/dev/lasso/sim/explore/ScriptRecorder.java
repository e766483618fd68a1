package dev.lasso.sim.explore;

import dev.lasso.sim.explore.Deviation.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Another strategy, and a record of where its run deviates from what a {@link Script} does of itself: the script that
 * makes the very same run, be it told what it goes by or not.
 *
 * <p>Where a strategy is asked and lets the running task go on, nothing deviates. But timers are looked at there, and
 * the run may be; where that had a consequence the script must have itself be asked too, which is what its looks are
 * for.
 */
public final class ScriptRecorder implements Strategy {

  private final Strategy recorded;
  private final long suffix;
  private final FairSuffix strategy;
  private final OwnPoints points = new OwnPoints();
  private final PerTask notifies = new PerTask();
  private final List<Deviation> deviations = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();

  /** The step at which the strategy was asked last while a task ran, and what has come of it. */
  private long askedAt;

  private boolean fired;
  private boolean timePassed;
  private boolean loops;
  private boolean written;

  /** Where something deviates; a strategy may be asked there more often than the script has to be. */
  private record Place(Kind kind, long number) {}

  /** A recorder of the runs of {@code recorded}. */
  public ScriptRecorder(FairSuffix recorded) {
    this.recorded = recorded.prefix();
    suffix = recorded.from();
    strategy = new FairSuffix(this, suffix);
  }

  /** The strategy to run under. */
  public FairSuffix strategy() {
    return strategy;
  }

  /**
   * The script of the last run.
   *
   * @param steps points that it has passed
   */
  public Script script(long steps) {
    if (steps == askedAt) {
      look();
    }
    return new Script(deviations, suffix);
  }

  @Override
  public void begin(RandomGenerator random) {
    points.begin();
    notifies.clear();
    deviations.clear();
    places.clear();
    askedAt = 0;
    recorded.begin(random);
  }

  @Override
  public int distance(long step, int running) {
    askedAt = step;
    fired = false;
    timePassed = false;
    loops = false;
    written = false;
    return recorded.distance(step, running);
  }

  @Override
  public int resumed(long step, int running) {
    if (running == points.current() && step == askedAt) {
      look();
    }
    points.resumed(step, running);
    return recorded.resumed(step, running);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    int chosen = recorded.next(enabled, running);
    int current = points.current();
    long passed = points.at(enabled.step());
    int usual = Scripted.usual(enabled, running, current);
    if (running < 0) {
      int again = points.waits(enabled.step());
      if (chosen != usual) {
        add(Kind.WAIT, current, passed, again, enabled.id(chosen));
      }
      return chosen;
    }
    boolean yields = Operations.kind(enabled.operation(running)) == Operations.YIELD;
    loops = Operations.givesWay(enabled.operation(running)) && !yields;
    boolean asked = fired || timePassed || yields;
    boolean deviates = chosen != (asked ? usual : running);
    if (deviates) {
      add(Kind.TASK, current, passed, 1, enabled.id(chosen));
    } else if (fired && !timePassed && !yields) {
      add(Kind.LOOK, current, passed, 1, 0);
    }
    written = deviates || asked;
    return chosen;
  }

  /** The running task is to be interrupted where the strategy was asked last, and to go on. */
  private void look() {
    if (!written) {
      int current = points.current();
      add(loops ? Kind.TASK : Kind.LOOK, current, points.at(askedAt), 1, loops ? current : 0);
      written = true;
    }
  }

  private void add(Kind kind, int task, long at, int again, int answer) {
    Deviation deviation = new Deviation(kind, task, at, again, answer);
    if (deviation.isInRange() && places.add(new Place(kind, deviation.place()))) {
      deviations.add(deviation);
    }
  }

  @Override
  public boolean letTimePass() {
    timePassed = recorded.letTimePass();
    if (timePassed) {
      add(Kind.TIME, points.current(), points.at(askedAt), 1, 0);
    }
    return timePassed;
  }

  @Override
  public int waiter(int bound, RandomGenerator random) {
    int chosen = recorded.waiter(bound, random);
    int task = points.current();
    notifies.set(task, notifies.get(task) + 1);
    if (chosen != 0) {
      add(Kind.WAITER, task, notifies.get(task), 1, chosen);
    }
    return chosen;
  }

  @Override
  public boolean enabled(int task) {
    fired = true;
    return recorded.enabled(task);
  }
}
