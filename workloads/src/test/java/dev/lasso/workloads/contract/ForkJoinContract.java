package dev.lasso.workloads.contract;

import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@link ForkJoinPool} and parallel streams. */
public final class ForkJoinContract {

  private static final class Fibonacci extends RecursiveTask<Integer> {

    private static final long serialVersionUID = 1;

    private final int number;

    Fibonacci(int number) {
      this.number = number;
    }

    @Override
    protected Integer compute() {
      if (number < 2) {
        return number;
      }
      Fibonacci before = new Fibonacci(number - 1);
      before.fork();
      return new Fibonacci(number - 2).compute() + before.join();
    }
  }

  private static final class Failing extends RecursiveAction {

    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {
      throw new IllegalStateException("on purpose");
    }
  }

  public void forkAndJoin(Observations log) throws Exception {
    for (int workers = 1; workers <= 3; workers++) {
      try (ForkJoinPool pool = new ForkJoinPool(workers)) {
        log.saw("fibonacci with " + workers, pool.invoke(new Fibonacci(10)), 55);
        log.saw("submitted", pool.submit(new Fibonacci(8)).get(), 21);
      }
    }
    log.saw("on no pool's worker", new Fibonacci(9).invoke(), 34);
  }

  public void failures(Observations log) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      log.call("invoke", Actor.Deed.body(() -> pool.invoke(new Failing())), "threw IllegalStateException");
      ForkJoinTask<?> task = pool.submit(new Failing());
      log.call("get", task::get, "threw ExecutionException of IllegalStateException");
      log.holds("abnormal", task.isCompletedAbnormally());
    }
  }

  public void invokeAllAndCommonPool(Observations log) throws Exception {
    AtomicInteger sum = new AtomicInteger();
    Fibonacci one = new Fibonacci(5);
    Fibonacci two = new Fibonacci(6);
    ForkJoinTask.invokeAll(one, two);
    log.saw("both", one.join() + two.join(), 13);
    ForkJoinTask<?> task = ForkJoinPool.commonPool().submit(() -> sum.addAndGet(3));
    task.join();
    log.saw("common pool", sum, 3);
  }

  public void managedBlocking(Observations log) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      ForkJoinTask<String> blocked = pool.submit(() -> {
        ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {
          @Override
          public boolean block() throws InterruptedException {
            latch.await();
            return true;
          }

          @Override
          public boolean isReleasable() {
            return latch.getCount() == 0;
          }
        });
        return "released";
      });
      pool.submit(latch::countDown);
      log.saw("a spare worker releases it", blocked.get(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS), "released");
    }
  }

  public void submissionsOfAWorkerAreItsOwn(Observations log) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      ForkJoinTask<Integer> outer = pool.submit(() -> {
        pool.submit(() -> 1);
        return ForkJoinTask.getQueuedTaskCount();
      });
      log.saw("in its queue", outer.get(), 1);
    }
  }

  public void shutdown(Observations log) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    ForkJoinTask<Integer> task = pool.submit(() -> 1);
    pool.shutdown();
    log.saw("submitted before", task.get(), 1);
    log.call("submitted after", () -> pool.submit(() -> 2), "threw RejectedExecutionException");
    log.holds("terminates", pool.awaitTermination(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS));
    log.holds("terminated", pool.isTerminated());
  }

  public void quiescence(Observations log) throws Exception {
    AtomicInteger done = new AtomicInteger();
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      for (int i = 0; i < 5; i++) {
        pool.execute(done::incrementAndGet);
      }
      log.holds("quiescent", pool.awaitQuiescence(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS));
      log.saw("done", done, 5);
    }
  }

  public void parallelStreams(Observations log) throws Exception {
    log.saw("sum", IntStream.rangeClosed(1, 10_000).parallel().sum(), 50_005_000);
    log.saw("order", IntStream.range(0, 20).parallel().boxed().map(x -> x * x).toList().get(19), 361);
    log.saw("groups", new TreeMap<>(IntStream.range(0, 90).parallel().boxed()
        .collect(Collectors.groupingByConcurrent(x -> x % 3, Collectors.counting()))), "{0=30, 1=30, 2=30}");
    log.call("failure", () -> IntStream.range(0, 100).parallel().map(x -> 1 / (x - 50)).sum(),
        "threw ArithmeticException");
  }
}
