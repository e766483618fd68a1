package dev.lasso.workloads.exhaustive;

import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that each set a variable of their own so many times, and wait for nobody. */
public final class TwoParties {

  private TwoParties() {}

  /** @param arguments how often the main thread sets its variable, and how often the other */
  public static void main(String[] arguments) {
    int timesOfOther = Integer.parseInt(arguments[1]);
    new Thread(() -> count(timesOfOther)).start();
    count(Integer.parseInt(arguments[0]));
  }

  private static void count(int times) {
    AtomicInteger counter = new AtomicInteger();
    for (int i = 0; i < times; i++) {
      counter.set(i);
    }
  }
}
