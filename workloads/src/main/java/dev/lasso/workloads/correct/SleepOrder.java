package dev.lasso.workloads.correct;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * One thread sleeps 10 ms and writes, another sleeps 200 ms and reads. No lock orders them, and no specification does;
 * yet on every machine that is not starved the write comes first, and a clock that let the long sleep end before the
 * short one would report what nobody can ever see.
 */
public final class SleepOrder implements Program {

  private volatile boolean written;

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("late", this::readLate);
    crew.add("early", this::writeEarly);
    crew.run();
  }

  private void writeEarly() throws InterruptedException {
    Thread.sleep(10);
    written = true;
  }

  private void readLate() throws InterruptedException {
    Thread.sleep(200);
    if (!written) {
      throw new AssertionError("10 ms lasted longer than 200 ms");
    }
  }

  @Override
  public String result() {
    return "written " + written;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new SleepOrder());
  }
}
