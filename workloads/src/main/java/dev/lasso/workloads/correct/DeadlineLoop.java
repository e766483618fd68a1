package dev.lasso.workloads.correct;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * Two threads that poll {@link System#nanoTime} until a deadline, with no timer anywhere: time must pass by polling.
 */
public final class DeadlineLoop implements Program {

  private static final long NANOS = 1_000_000;

  private int polled;

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("poller", this::poll);
    crew.add("poller", this::poll);
    crew.run();
  }

  private void poll() {
    long deadline = System.nanoTime() + NANOS;
    while (System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    count();
  }

  private synchronized void count() {
    polled++;
  }

  @Override
  public String result() {
    return "deadlines reached " + polled;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new DeadlineLoop());
  }
}
