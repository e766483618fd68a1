package dev.lasso.sim.race;

import java.util.List;

/**
 * Two accesses of a run that conflict and of which neither happens before the other.
 *
 * @param variable what both access, such as {@code com.example.Counter.hits} or {@code int[][3]}
 * @param first the one that the run came to first
 * @param second the other
 */
public record Race(String variable, Side first, Side second) {

  /**
   * One of the accesses.
   *
   * @param task the number of the thread
   * @param step points passed
   * @param number which of the run's accesses it is, from 1
   * @param place {@code Class.method:line}
   * @param writes whether it writes
   * @param frames the program's innermost frames then, as {@code Class.method:line}; empty where they are not known
   */
  public record Side(int task, long step, long number, String place, boolean writes, List<String> frames) {

    static Side of(Access access, List<String> frames) {
      return new Side(access.task(), access.step(), access.number(), access.place(), access.writes(), frames);
    }

    /** The place without its line. */
    String method() {
      int colon = place.lastIndexOf(':');
      return colon < 0 ? place : place.substring(0, colon);
    }

    Side at(List<String> where) {
      return new Side(task, step, number, place, writes, where);
    }
  }
}
