package dev.lasso.sim.trace;

import java.util.List;

/**
 * Something that happened in a run and that a person who asks why it went as it went wants to know. Points that are
 * mere accesses to fields are none.
 *
 * @param step points passed
 * @param nanos virtual nanoseconds since the start
 * @param task the number of the task that it is about, 0 for the root; {@link #NOBODY} where it is about all
 * @param what what it is
 * @param frames where the program stands in the task that acts, innermost first, each as {@code Class.method:line};
 *     empty where no task acts
 */
public record TraceEvent(long step, long nanos, int task, What what, List<String> frames) {

  /** Stands for a task where there is none. */
  public static final int NOBODY = -1;

  /** Stands for a deadline where there is none. */
  public static final long NEVER = Long.MAX_VALUE;

  /** The innermost frame of the program, or an empty string. */
  public String frame() {
    return frames.isEmpty() ? "" : frames.get(0);
  }

  /**
   * What can happen. Objects are named by their class and a number, in the order in which the events of the run name
   * them first: {@code Object#2}; threads by their task's number.
   */
  public sealed interface What {

    /** A task begins to be; {@code by} has started it, or {@link #NOBODY} for the root. */
    record Started(String name, boolean daemon, int by) implements What {}

    /** The task has ended. */
    record Ended() implements What {}

    /**
     * The task gives way and {@code to} goes on.
     *
     * @param before what a task that could have gone on was about to do; empty if it could not
     * @param enabled how many tasks could go on, {@code to} among them
     */
    record Switched(int to, Reason reason, String before, int enabled) implements What {}

    /**
     * The task waits.
     *
     * @param object for what; empty where it waits for time or is parked for no object
     * @param holder the task that holds the monitor or lock, or that is to end; else {@link #NOBODY}
     * @param deadline virtual nanoseconds at which it goes on anyway, or {@link #NEVER}
     */
    record Blocked(Wait on, String object, int holder, long deadline) implements What {}

    /** The task may go on; {@code by} is the task that has seen to it, or {@link #NOBODY}. */
    record Woken(int by, Cause cause) implements What {}

    /** The task must wait on: {@code by} has taken what it was woken for. */
    record Overtaken(int by, String object) implements What {}

    /** The task has taken a monitor or a lock. */
    record Acquired(String object) implements What {}

    /** The task has let go of a monitor or a lock. */
    record Released(String object) implements What {}

    /** The task has notified a wait set, or signalled a condition, of which {@code woken} waiters take notice. */
    record Notified(String object, boolean all, int woken) implements What {}

    /** The task calls a synchroniser, queue, pool or future of {@code java.util.concurrent}. */
    record Called(String object, String method) implements What {}

    /** Nothing happens for so many virtual nanoseconds. */
    record Skipped(long nanos) implements What {}

    /** Answer {@code answer} of {@code bound} was drawn, both from 0, to the question {@code kind}. */
    record Chose(String kind, int bound, int answer) implements What {}

    /**
     * What the task did met a fault: so many of that sort were passed, and this one had that effect.
     *
     * @param path of the file that it happened to, or empty
     */
    record Faulted(String fault, long number, String effect, String site, String path) implements What {}
  }

  /** Why another task goes on. */
  public enum Reason {
    /** The schedule has it so. */
    PREEMPTED,
    /** It has let others go first. */
    YIELDED,
    /** It waits. */
    BLOCKED,
    /** It has ended. */
    ENDED
  }

  /** What a task waits for. */
  public enum Wait {
    MONITOR, LOCK, NOTIFY, SIGNAL, END, PERMIT, TIME, DISK
  }

  /** What wakes a task. */
  public enum Cause {
    UNLOCK, NOTIFY, END, UNPARK, INTERRUPT, TIMER
  }
}
