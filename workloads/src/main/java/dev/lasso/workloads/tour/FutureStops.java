package dev.lasso.workloads.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Stops at futures. */
final class FutureStops {

  private FutureStops() {}

  static String task() throws InterruptedException, ExecutionException {
    FutureTask<Integer> task = new FutureTask<>(() -> 42);
    Thread runner = new Thread(task, "runner");
    runner.start();
    int result = task.get();
    runner.join();
    return result + " " + task.state();
  }

  static String completable() throws InterruptedException, ExecutionException {
    List<CompletableFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      futures.add(CompletableFuture.supplyAsync(() -> number).thenApplyAsync(x -> x * 2)
          .thenCombineAsync(CompletableFuture.supplyAsync(() -> number), Integer::sum));
    }
    CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0])).get();
    return futures.stream().map(CompletableFuture::join).toList().toString();
  }

  static String exceptionally() {
    CompletableFuture<String> failing = CompletableFuture.supplyAsync(() -> {
      throw new IllegalStateException("on purpose");
    });
    return failing.exceptionally(Throwable::getMessage).join();
  }

  static String timeout() {
    try {
      return new CompletableFuture<String>().orTimeout(1, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      return String.valueOf(e.getCause());
    }
  }

  static String delayed() {
    CompletableFuture<String> late = CompletableFuture.supplyAsync(() -> "late",
        CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
    CompletableFuture<String> never = new CompletableFuture<>();
    return late.join() + ", " + never.completeOnTimeout("instead", 1, TimeUnit.MILLISECONDS).join();
  }

  static String cancel() {
    CompletableFuture<String> future = new CompletableFuture<>();
    CompletableFuture<String> dependent = future.thenApply(text -> text + "!");
    boolean cancelled = future.cancel(true);
    return cancelled + " " + future.state() + ", dependent " + dependent.state();
  }
}
