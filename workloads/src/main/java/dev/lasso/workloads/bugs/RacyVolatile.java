package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * Two threads that add to a volatile counter. Each access is visible at once, but the read and the write are two, so an
 * increment can be lost: FAILED. The twin adds with a monitor held.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the defect
public final class RacyVolatile implements Program {

  private static final int THREADS = 2;
  private static final int INCREMENTS = 2;

  private final boolean fixed;
  private volatile int count;

  public RacyVolatile(boolean fixed) {
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
    count = count + 1;
  }

  @Override
  public String result() {
    return "count " + count;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new RacyVolatile(Program.fixed(args)));
  }
}
