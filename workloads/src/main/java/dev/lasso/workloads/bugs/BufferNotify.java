package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * A buffer of one place with two producers and two consumers that share one wait set, where a change wakes one waiter.
 * A consumer that took the item may wake the other consumer, who finds nothing, waits again and wakes nobody, while
 * both producers wait for the place that is free: STUCK. It takes a notify that wakes exactly one; a tool whose notify
 * wakes more cannot see it. The twin wakes all.
 */
public final class BufferNotify implements Program {

  private static final int SIDES = 2;

  private final Object monitor = new Object();
  private final boolean fixed;
  private final int items;
  private boolean full;
  private int item;
  private int sum;

  /** @param items how many items each producer puts, and each consumer takes */
  public BufferNotify(boolean fixed, int items) {
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
    synchronized (monitor) {
      while (full) {
        monitor.wait();
      }
      item = value;
      full = true;
      wake();
    }
  }

  private void take() throws InterruptedException {
    synchronized (monitor) {
      while (!full) {
        monitor.wait();
      }
      sum += item;
      full = false;
      wake();
    }
  }

  private void wake() {
    if (fixed) {
      monitor.notifyAll();
    } else {
      monitor.notify();
    }
  }

  @Override
  public String result() {
    return "sum " + sum;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new BufferNotify(Program.fixed(args), Program.intArgument(args, 1, 2)));
  }
}
