package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@link AbBaMonitors} with {@link ReentrantLock}s: a flush takes the table and then the log, a rotation the log and
 * then the table. When each has one, neither gets the other: STUCK. The twin takes the table first in both.
 */
public final class AbBaLocks implements Program {

  private final Lock table = new ReentrantLock();
  private final Lock log = new ReentrantLock();
  private final boolean fixed;
  private int tables;
  private int logs;

  public AbBaLocks(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("flush", () -> advance(table, log));
    crew.add("rotate", () -> advance(fixed ? table : log, fixed ? log : table));
    crew.run();
  }

  private void advance(Lock first, Lock second) {
    first.lock();
    try {
      second.lock();
      try {
        tables++;
        logs++;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  @Override
  public String result() {
    return "tables " + tables + ", logs " + logs;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new AbBaLocks(Program.fixed(args)));
  }
}
