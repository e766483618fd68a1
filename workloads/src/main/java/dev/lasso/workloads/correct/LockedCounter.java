package dev.lasso.workloads.correct;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/** Threads that count with a monitor held. With many increments it is a long loop that is nobody's livelock. */
public final class LockedCounter implements Program {

  private static final int THREADS = 2;

  private final Object monitor = new Object();
  private final int increments;
  private int count;

  /** @param increments how often each thread counts */
  public LockedCounter(int increments) {
    this.increments = increments;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < THREADS; i++) {
      crew.add("counter", this::add);
    }
    crew.run();
    if (count != THREADS * increments) {
      throw new AssertionError("an increment was lost: " + count);
    }
  }

  private void add() {
    for (int i = 0; i < increments; i++) {
      synchronized (monitor) {
        count++;
      }
    }
  }

  @Override
  public String result() {
    return "count " + count;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new LockedCounter(Program.intArgument(args, 0, 100)));
  }
}
