package dev.lasso.workloads.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stops at every kind of pool. Each pool is closed, which waits for its workers to be done. */
final class PoolStops {

  private static final int TASKS = 6;

  private PoolStops() {}

  private static List<Callable<Integer>> squares() {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 1; i <= TASKS; i++) {
      int number = i;
      tasks.add(() -> number * number);
    }
    return tasks;
  }

  private static List<Integer> inOrder(List<Future<Integer>> futures) throws InterruptedException, ExecutionException {
    List<Integer> results = new ArrayList<>();
    for (Future<Integer> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  static String fixed() throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      return inOrder(pool.invokeAll(squares())).toString();
    }
  }

  static String callerRuns() throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 2, 1, TimeUnit.MILLISECONDS, new SynchronousQueue<>(),
        new ThreadPoolExecutor.CallerRunsPolicy());
    for (int i = 0; i < TASKS; i++) {
      pool.execute(done::incrementAndGet);
    }
    pool.shutdown();
    return "ended " + pool.awaitTermination(1, TimeUnit.HOURS) + ", done " + done;
  }

  static String completionService() throws InterruptedException, ExecutionException {
    try (ExecutorService pool = new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>())) {
      ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool);
      squares().forEach(service::submit);
      int sum = 0;
      for (int i = 0; i < TASKS; i++) {
        sum += service.take().get();
      }
      return "sum " + sum;
    }
  }

  static String invokeAny() throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newCachedThreadPool()) {
      return pool.invokeAny(List.of(() -> "one", () -> "one"));
    }
  }

  static String scheduled() throws InterruptedException, ExecutionException {
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(2)) {
      CountDownLatch ticks = new CountDownLatch(3);
      ScheduledFuture<?> rate = pool.scheduleAtFixedRate(ticks::countDown, 1, 1, TimeUnit.MILLISECONDS);
      CountDownLatch tocks = new CountDownLatch(2);
      ScheduledFuture<?> delay = pool.scheduleWithFixedDelay(tocks::countDown, 1, 1, TimeUnit.MILLISECONDS);
      ScheduledFuture<String> once = pool.schedule(() -> "once", 2, TimeUnit.MILLISECONDS);
      ticks.await();
      tocks.await();
      rate.cancel(false);
      delay.cancel(false);
      return once.get() + ", cancelled " + rate.isCancelled() + " " + delay.isCancelled();
    }
  }

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

  static String forkJoin() {
    try (ForkJoinPool pool = new ForkJoinPool(3)) {
      return "fibonacci " + pool.invoke(new Fibonacci(8));
    }
  }

  static String virtualThreadPerTask() throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      return inOrder(pool.invokeAll(squares())) + " "
          + pool.submit(() -> "virtual " + Thread.currentThread().isVirtual()).get();
    }
  }

  static String parallelStream() {
    int sum = IntStream.range(0, 1000).parallel().map(x -> x + 1).sum();
    Map<Integer, Long> rests = IntStream.range(0, 100).parallel().boxed()
        .collect(Collectors.groupingByConcurrent(x -> x % 3, Collectors.counting()));
    return "sum " + sum + ", rests " + new TreeMap<>(rests);
  }
}
