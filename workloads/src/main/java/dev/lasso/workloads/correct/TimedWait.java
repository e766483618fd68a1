package dev.lasso.workloads.correct;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * {@code while (!ready) wait(100)} beside a setter that comes after several of these waits have run out, and notifies
 * nobody: the waiter goes round until it sees the flag.
 */
public final class TimedWait implements Program {

  private final Object monitor = new Object();
  private boolean ready;
  private boolean done;

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("waiter", this::await);
    crew.add("setter", this::set);
    crew.run();
  }

  private void await() throws InterruptedException {
    synchronized (monitor) {
      while (!ready) {
        monitor.wait(100);
      }
      done = true;
    }
  }

  private void set() throws InterruptedException {
    Thread.sleep(250);
    synchronized (monitor) {
      ready = true;
    }
  }

  @Override
  public String result() {
    return "done " + done;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new TimedWait());
  }
}
