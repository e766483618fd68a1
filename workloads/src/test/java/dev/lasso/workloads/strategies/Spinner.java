package dev.lasso.workloads.strategies;

/** Spins without a word to the scheduler until another thread says so: correct wherever threads get their turn. */
public final class Spinner {

  private static volatile boolean ready;

  private Spinner() {}

  public static void main(String[] arguments) throws InterruptedException {
    Thread setter = new Thread(() -> ready = true);
    setter.start();
    while (!ready) {
      // Waits for the setter.
    }
    setter.join();
  }
}
