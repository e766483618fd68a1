package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * Two threads that count with {@code count++} on a plain field: a read, an addition and a write, between which the
 * other thread may do the same, so that an increment is lost: FAILED. The twin counts with a monitor held.
 */
public final class RacyCounter implements Program {

  private static final int THREADS = 2;
  private static final int INCREMENTS = 2;

  private final boolean fixed;
  private int count;

  public RacyCounter(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < THREADS; i++) {
      crew.add("counter", this::add);
    }
    crew.run();
    if (count != THREADS * INCREMENTS) {
      throw new AssertionError("an increment was lost: " + count);
    }
  }

  private void add() {
    for (int i = 0; i < INCREMENTS; i++) {
      if (fixed) {
        addOneLocked();
      } else {
        addOne();
      }
    }
  }

  private synchronized void addOneLocked() {
    addOne();
  }

  private void addOne() {
    count++;
  }

  @Override
  public String result() {
    return "count " + count;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new RacyCounter(Program.fixed(args)));
  }
}
