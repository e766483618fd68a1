package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * A gate whose waiter looks at the flag before it takes the monitor. When the gate opens between the look and the wait,
 * the notification comes before the wait it was meant for: STUCK. The twin looks with the monitor held, and again
 * whenever it wakes.
 */
@SuppressWarnings("WaitNotInLoop") // the defect
public final class LostWakeup implements Program {

  private final Object monitor = new Object();
  private final boolean fixed;
  private volatile boolean open;
  private int passed;

  public LostWakeup(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("waiter", fixed ? this::pass : this::passByOldNews);
    crew.add("opener", this::open);
    crew.run();
  }

  private void passByOldNews() throws InterruptedException {
    if (!open) {
      synchronized (monitor) {
        monitor.wait();
      }
    }
    passed++;
  }

  private void pass() throws InterruptedException {
    synchronized (monitor) {
      while (!open) {
        monitor.wait();
      }
    }
    passed++;
  }

  private void open() {
    open = true;
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  @Override
  public String result() {
    return "passed " + passed;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new LostWakeup(Program.fixed(args)));
  }
}
