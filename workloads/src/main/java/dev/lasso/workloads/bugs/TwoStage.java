package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * The kernel {@code twostage} of SCTBench (TOPC 2016, see {@link Reorder}): a value is published in two stages, each
 * with a lock of its own, and nothing holds between them. There is no data race; a reader that comes between the stages
 * of the first writer sees the first without the second: FAILED. In the twin one lock covers both stages.
 */
public final class TwoStage implements Program {

  private final Object firstLock = new Object();
  private final Object secondLock = new Object();
  private final Object bothLock = new Object();
  private final boolean fixed;
  private final int writers;
  private int first;
  private int second;

  public TwoStage(boolean fixed, int writers) {
    this.fixed = fixed;
    this.writers = writers;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < writers; i++) {
      crew.add("writer", fixed ? this::writeAtOnce : this::write);
    }
    crew.add("reader", fixed ? this::readAtOnce : this::read);
    crew.run();
  }

  private void writeAtOnce() {
    synchronized (bothLock) {
      write();
    }
  }

  private void readAtOnce() {
    synchronized (bothLock) {
      read();
    }
  }

  private void write() {
    synchronized (firstLock) {
      first = 1;
    }
    synchronized (secondLock) {
      second = first + 1;
    }
  }

  private void read() {
    int seenFirst;
    synchronized (firstLock) {
      seenFirst = first;
    }
    int seenSecond;
    synchronized (secondLock) {
      seenSecond = second;
    }
    if (seenFirst != 0 && seenSecond != seenFirst + 1) {
      throw new AssertionError("first " + seenFirst + ", second " + seenSecond);
    }
  }

  @Override
  public String result() {
    return "first " + first + ", second " + second;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new TwoStage(Program.fixed(args), Program.intArgument(args, 1, 9)));
  }
}
