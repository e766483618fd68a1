package dev.lasso.sim.explore;

/** How many points each task of a run has passed, and at which places it has come to wait. */
final class OwnPoints {

  private final PerTask passed = new PerTask();
  private final PerTask waitedAt = new PerTask();
  private int current;
  private long since;

  /** A run begins. */
  void begin() {
    passed.clear();
    waitedAt.clear();
    current = 0;
    since = 0;
  }

  /** A task runs from that step of the run on. */
  void resumed(long step, int task) {
    passed.set(current, at(step));
    current = task;
    since = step;
  }

  /** The task that runs, or ran last. */
  int current() {
    return current;
  }

  /** How many points it has passed at that step of the run. */
  long at(long step) {
    return passed.get(current) + step - since;
  }

  /** It waits, or has ended, at that step; how often it has come to do so since its last point, from 1. */
  int waits(long step) {
    long place = Deviation.place(0, at(step), 0);
    long last = waitedAt.get(current);
    long most = place + Deviation.MOST_AGAIN;
    long now = last > place && last <= most ? Math.min(last + 1, most) : place + 1;
    waitedAt.set(current, now);
    return (int) (now - place);
  }
}
