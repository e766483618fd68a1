package dev.lasso.sim;

/**
 * The computer of a run, for workloads whose program may crash. What the workload does outside of it goes on: it starts
 * processes, one at a time, and checks what is found after a crash.
 *
 * <p>A process is a program with all threads that it starts. It crashes where the fault plan says ({@code power} and
 * {@code kill}, see {@link dev.lasso.sim.fault.FaultPlan}) or where {@link #losePower} or {@link #kill} is called: its
 * threads take no step more, nothing is unwound, no {@code finally} runs, its files are closed and its locks on files
 * gone. Objects stay as they are, so what outlives a process must not be left half done by it: plain code without points
 * (no locks, no atomic variables) is never cut, unless the run has points at plain accesses.
 *
 * <p>The disk keeps what it has when a process is killed. With the power it loses what was not synced, as far as
 * {@code crash.order} allows. What was there when the machine was first asked for is certain.
 */
public interface Machine {

  /** How a process has ended. */
  enum End {
    /** By itself. */
    COMPLETED,
    /** It was killed; the disk keeps all that it has written. */
    KILLED,
    /** The power was lost; the disk keeps what was synced, and more or less of the rest. */
    POWER_LOST
  }

  /** What runs on a machine, or beside it. */
  interface Program {

    /** @throws Exception any failure */
    void run() throws Exception;
  }

  /**
   * Runs a process until the last of its threads that is no daemon has ended, or until it crashes.
   *
   * @return how it has ended
   * @throws Exception what the program has thrown, if it has ended by that
   * @throws IllegalStateException if a process calls it
   */
  End run(Program program) throws Exception;

  /** Kills the process; a thread of the process that calls it does not return. */
  void kill();

  /**
   * Takes the power away. The process ends, and the disk is in any of the states that this may leave. A thread of the
   * process that calls it does not return.
   */
  void losePower();

  /**
   * Runs a check of what the last crash has left. After a loss of power, and with {@code crash.enumerate} in the fault
   * plan, it runs once for each state that the disk may be in, if those are few enough, and else for some; the disk is
   * in that state when the check begins. In all other cases it runs once.
   *
   * @throws Exception what the check throws
   * @throws IllegalStateException if a process calls it
   */
  void eachCrashState(Program check) throws Exception;
}
