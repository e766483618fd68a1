package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import java.util.concurrent.CountDownLatch;

/**
 * Two loaders and a reader that waits for both. A loader counts the latch down when it has loaded, and again on its way
 * out, so one loader opens the latch for both, and the reader may go on while the other half is missing: FAILED. The
 * twin counts once.
 */
public final class LatchTwice implements Program {

  private final CountDownLatch loaded = new CountDownLatch(2);
  private final boolean fixed;
  private volatile int left;
  private volatile int right;
  private volatile int sum;

  public LatchTwice(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("left", () -> load(() -> left = 3));
    crew.add("right", () -> load(() -> right = 4));
    crew.add("reader", this::read);
    crew.run();
  }

  private void load(Runnable half) {
    try {
      half.run();
      if (!fixed) {
        loaded.countDown();
      }
    } finally {
      loaded.countDown();
    }
  }

  private void read() throws InterruptedException {
    loaded.await();
    sum = left + right;
    if (sum != 7) {
      throw new AssertionError("read before both halves were loaded: " + sum);
    }
  }

  @Override
  public String result() {
    return "sum " + sum;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new LatchTwice(Program.fixed(args)));
  }
}
