package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Program;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tasks that submit a part of their work to the pool they run on, and wait for it. When every worker waits, nobody is
 * left to run the parts in the queue: STUCK. With two tasks on two workers it depends on the schedule: a first task
 * that submits its part before the second task arrives gets the second worker for it. The twin runs parts on a pool of
 * their own.
 */
public final class ExecutorSelfSubmit implements Program {

  private static final int WORKERS = 2;

  private final boolean fixed;
  private int sum;

  public ExecutorSelfSubmit(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException, ExecutionException {
    ExecutorService tasks = Executors.newFixedThreadPool(WORKERS);
    ExecutorService parts = fixed ? Executors.newFixedThreadPool(WORKERS) : tasks;
    try {
      Future<Integer> first = tasks.submit(() -> parts.submit(() -> 3).get());
      Future<Integer> second = tasks.submit(() -> parts.submit(() -> 4).get());
      sum = first.get() + second.get();
    } finally {
      tasks.shutdown();
      parts.shutdown();
    }
  }

  @Override
  public String result() {
    return "sum " + sum;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new ExecutorSelfSubmit(Program.fixed(args)));
  }
}
