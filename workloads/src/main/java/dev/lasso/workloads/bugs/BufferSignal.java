package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@link BufferNotify} with a {@link ReentrantLock} and one {@link Condition} for "not full" and "not empty" alike, of
 * which a change signals one waiter. The signal may reach the side that cannot use it: STUCK. The twin signals all.
 */
public final class BufferSignal implements Program {

  private static final int SIDES = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final boolean fixed;
  private final int items;
  private boolean full;
  private int item;
  private int sum;

  /** @param items how many items each producer puts, and each consumer takes */
  public BufferSignal(boolean fixed, int items) {
    this.fixed = fixed;
    this.items = items;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < SIDES; i++) {
      crew.add("producer", this::produce);
      crew.add("consumer", this::consume);
    }
    crew.run();
  }

  private void produce() throws InterruptedException {
    for (int i = 1; i <= items; i++) {
      put(i);
    }
  }

  private void consume() throws InterruptedException {
    for (int i = 1; i <= items; i++) {
      take();
    }
  }

  private void put(int value) throws InterruptedException {
    lock.lock();
    try {
      while (full) {
        changed.await();
      }
      item = value;
      full = true;
      wake();
    } finally {
      lock.unlock();
    }
  }

  private void take() throws InterruptedException {
    lock.lock();
    try {
      while (!full) {
        changed.await();
      }
      sum += item;
      full = false;
      wake();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    if (fixed) {
      changed.signalAll();
    } else {
      changed.signal();
    }
  }

  @Override
  public String result() {
    return "sum " + sum;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new BufferSignal(Program.fixed(args), Program.intArgument(args, 1, 2)));
  }
}
