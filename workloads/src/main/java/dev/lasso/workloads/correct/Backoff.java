package dev.lasso.workloads.correct;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two locks tried in opposite orders, with a jittered, growing pause after a failure, and after a few failures taken in
 * one order that suits both. It looks like a back-off livelock, but ends on every schedule.
 */
public final class Backoff implements Program {

  private static final int ATTEMPTS = 6;
  private static final long FIRST_PAUSE_NANOS = 1_000;

  private final Lock left = new ReentrantLock();
  private final Lock right = new ReentrantLock();
  private int done;

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("left-first", () -> work(left, right));
    crew.add("right-first", () -> work(right, left));
    crew.run();
  }

  private void work(Lock first, Lock second) {
    long pause = FIRST_PAUSE_NANOS;
    for (int i = 0; i < ATTEMPTS; i++) {
      if (tryWork(first, second)) {
        return;
      }
      LockSupport.parkNanos(pause + ThreadLocalRandom.current().nextLong(pause));
      pause *= 2;
    }
    workInOrder();
  }

  private boolean tryWork(Lock first, Lock second) {
    if (!first.tryLock()) {
      return false;
    }
    try {
      if (!second.tryLock()) {
        return false;
      }
      try {
        done++;
        return true;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  private void workInOrder() {
    left.lock();
    try {
      right.lock();
      try {
        done++;
      } finally {
        right.unlock();
      }
    } finally {
      left.unlock();
    }
  }

  @Override
  public String result() {
    return "done " + done;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new Backoff());
  }
}
