package dev.lasso.workloads.correct;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * {@code while (!ready)} beside a setter that sleeps first. The loop ends as soon as the setter gets its turn; whoever
 * counts rounds, or never moves the clock while somebody can run, reports a hang that is none.
 */
@SuppressWarnings("ThreadPriorityCheck") // Thread.yield is one of the ways to spin
public final class Spin implements Program {

  /** What the loop does while it is not ready. */
  public enum Way {
    /** It calls {@link Thread#onSpinWait} and reads a volatile field. */
    ON_SPIN_WAIT,
    /** It calls {@link Thread#yield} and reads a volatile field. */
    YIELD,
    /** It calls nothing and reads a plain field, and a volatile one now and then. */
    PLAIN
  }

  private static final int ROUNDS_BETWEEN_LOOKS = 1 << 10;

  private final Way way;
  private volatile boolean released;
  private boolean ready;
  private boolean done;

  public Spin(Way way) {
    this.way = way;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("spinner", this::spin);
    crew.add("setter", this::set);
    crew.run();
  }

  private void spin() {
    switch (way) {
      case ON_SPIN_WAIT -> {
        while (!released) {
          Thread.onSpinWait();
        }
      }
      case YIELD -> {
        while (!released) {
          Thread.yield();
        }
      }
      case PLAIN -> spinOnPlainField();
    }
    done = true;
  }

  /**
   * A compiler may read the plain field once and never again, so on a plain JVM it is the volatile field, looked at now
   * and then, that ends the loop for certain.
   */
  private void spinOnPlainField() {
    int rounds = 0;
    while (!ready) {
      rounds++;
      if (rounds % ROUNDS_BETWEEN_LOOKS == 0 && released) {
        return;
      }
    }
  }

  private void set() throws InterruptedException {
    Thread.sleep(1);
    ready = true;
    released = true;
  }

  @Override
  public String result() {
    return "done " + done;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new Spin(args.length > 0 ? Way.valueOf(args[0]) : Way.ON_SPIN_WAIT));
  }
}
