package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * The kernel {@code reorder_N} of SCTBench (Thomson, Donaldson and Betts, "Concurrency Testing Using Controlled
 * Schedulers: An Empirical Study", TOPC 2016): writers that each set one variable and then the other, and a checker
 * that wants to see both or neither. It fails only while some writer has set the first and none has set the second:
 * FAILED. The more writers, the sooner one of them closes that window. The twin writes and checks with a monitor held.
 */
public final class Reorder implements Program {

  private final boolean fixed;
  private final int writers;
  private volatile int a;
  private volatile int b;

  public Reorder(boolean fixed, int writers) {
    this.fixed = fixed;
    this.writers = writers;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < writers; i++) {
      crew.add("writer", fixed ? this::writeLocked : this::write);
    }
    crew.add("checker", fixed ? this::checkLocked : this::check);
    crew.run();
  }

  private synchronized void writeLocked() {
    write();
  }

  private synchronized void checkLocked() {
    check();
  }

  private void write() {
    a = 1;
    b = -1;
  }

  private void check() {
    if (!(a == 0 && b == 0) && !(a == 1 && b == -1)) {
      throw new AssertionError("the first is set, the second is not");
    }
  }

  @Override
  public String result() {
    return "a " + a + ", b " + b;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new Reorder(Program.fixed(args), Program.intArgument(args, 1, 4)));
  }
}
