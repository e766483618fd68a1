package dev.lasso.workloads.exhaustive;

/** Two threads that each write a field of their own so many times, and wait for nobody. */
public final class TwoParties {

  private static final class Cell {
    private volatile int value;
  }

  private TwoParties() {}

  /** @param arguments how often the main thread writes, and how often the other */
  public static void main(String[] arguments) {
    int[] times = {Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])};
    Cell[] cells = {new Cell(), new Cell()};
    new Thread(() -> write(cells[1], times[1])).start();
    write(cells[0], times[0]);
  }

  private static void write(Cell cell, int times) {
    for (int i = 0; i < times; i++) {
      cell.value = i;
    }
  }
}
