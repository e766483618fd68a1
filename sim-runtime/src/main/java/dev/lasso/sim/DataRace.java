package dev.lasso.sim;

import java.util.List;

/**
 * A data race of a run: two accesses of two threads to one field or array element, at least one of them a write, with
 * nothing that orders them (JLS 17.4.5). It is one whether or not it did harm in that run.
 *
 * @param variable such as {@code com.example.Counter.hits}, or {@code int[3]} for an element of an array
 * @param first the access that the run came to first
 * @param second the other
 */
public record DataRace(String variable, Access first, Access second) {

  /**
   * One of the accesses.
   *
   * @param thread the name of the thread
   * @param task the number of the thread
   * @param step points that the run had passed
   * @param writes whether it writes; else it reads
   * @param frames where the thread stood: the program's innermost frames as {@code Class.method:line}, one at least
   */
  public record Access(String thread, int task, long step, boolean writes, List<String> frames) {

    public Access {
      frames = List.copyOf(frames);
    }
  }

  /** The same race, the first access with other frames. */
  DataRace firstAt(List<String> frames) {
    return new DataRace(variable, new Access(first.thread, first.task, first.step, first.writes, frames), second);
  }

  /** What a person reads, without a line break at the end. */
  public String text() {
    return "data race on " + variable + text(first, "\n  ") + text(second, "\n  and ");
  }

  private static String text(Access access, String before) {
    return before + "#" + access.task + " \"" + access.thread + (access.writes ? "\" writes it" : "\" reads it")
        + " at step " + access.step + "\n      at " + String.join("\n      at ", access.frames);
  }
}
