package dev.lasso.sim.race;

/**
 * One access of a task to a variable.
 *
 * @param time the task's own time then
 * @param step points passed
 * @param number which of the run's accesses it is, from 1
 * @param place {@code Class.method:line}
 */
record Access(int task, int time, long step, long number, String place, boolean writes) {

  boolean happensBefore(VectorClock clock) {
    return time <= clock.of(task);
  }

  boolean isAt(int who, int when) {
    return task == who && time == when;
  }
}
