package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import java.util.concurrent.Semaphore;

/**
 * Optimistic updates under a semaphore: a client notes the version, acquires, and gives up and tries again when the
 * version has changed meanwhile. The way out by the exception forgets the permit, so the next acquire waits for ever:
 * STUCK. The twin releases in a {@code finally}.
 */
public final class SemaphoreLeak implements Program {

  private final Semaphore permits = new Semaphore(1);
  private final boolean fixed;
  private volatile int version;

  public SemaphoreLeak(boolean fixed) {
    this.fixed = fixed;
  }

  private static final class StaleException extends Exception {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("client", this::update);
    crew.add("client", this::update);
    crew.run();
  }

  private void update() throws InterruptedException {
    boolean updated = false;
    while (!updated) {
      try {
        updateFrom(version);
        updated = true;
      } catch (StaleException e) {
        // somebody else was first: again, from the version there is now
      }
    }
  }

  private void updateFrom(int seen) throws InterruptedException, StaleException {
    permits.acquire();
    if (fixed) {
      try {
        advanceFrom(seen);
      } finally {
        permits.release();
      }
    } else {
      advanceFrom(seen);
      permits.release();
    }
  }

  private void advanceFrom(int seen) throws StaleException {
    if (version != seen) {
      throw new StaleException();
    }
    version = seen + 1;
  }

  @Override
  public String result() {
    return "version " + version;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new SemaphoreLeak(Program.fixed(args)));
  }
}
