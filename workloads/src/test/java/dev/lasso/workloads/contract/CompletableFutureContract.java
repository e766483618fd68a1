package dev.lasso.workloads.contract;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** {@link CompletableFuture}. */
public final class CompletableFutureContract {

  public void stages(Observations log) throws Exception {
    CompletableFuture<Integer> three = CompletableFuture.supplyAsync(() -> 3);
    CompletableFuture<Integer> four = CompletableFuture.supplyAsync(() -> 4);
    log.saw("combine", three.thenCombineAsync(four, Integer::sum).get(), 7);
    log.saw("compose", three.thenCompose(x -> CompletableFuture.supplyAsync(() -> x * 10)).join(), 30);
    log.saw("apply", four.thenApplyAsync(x -> x + 1).thenApply(x -> "five " + x).get(), "five 5");
    CompletableFuture.allOf(three, four).join();
    log.holds("all are done", three.isDone() && four.isDone());
    log.saw("any", CompletableFuture.anyOf(three, new CompletableFuture<>()).get(), 3);
    log.saw("either", three.applyToEither(new CompletableFuture<>(), x -> x).get(), 3);
  }

  public void getWaits(Observations log) throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    Actor getter = Actor.start("getter", future::get).untilWaiting();
    Actor joiner = Actor.start("joiner", future::join).untilWaiting();
    log.saw("not yet", future.getNow("absent") + " " + future.state(), "absent RUNNING");
    log.saw("dependents", future.getNumberOfDependents(), 2);
    log.holds("complete", future.complete("value"));
    log.saw("again", future.complete("other"), false);
    log.saw("getter", getter.end(), "returned value");
    log.saw("joiner", joiner.end(), "returned value");
  }

  public void failures(Observations log) throws Exception {
    CompletableFuture<String> failing = CompletableFuture.supplyAsync(() -> {
      throw new IllegalStateException("on purpose");
    });
    log.call("join", failing::join, "threw CompletionException");
    log.call("get", failing::get, "threw ExecutionException of IllegalStateException");
    log.call("of a dependent", failing.thenApply(x -> x + "!")::get,
        "threw ExecutionException of IllegalStateException");
    log.saw("exceptionally", failing.exceptionally(e -> "instead").get(), "instead");
    log.saw("handle", failing.handle((x, e) -> x + " " + (e != null)).get(), "null true");
    log.saw("state", failing.state(), Future.State.FAILED);
    log.call("failedFuture", CompletableFuture.failedFuture(new IllegalArgumentException("on purpose"))::get,
        "threw ExecutionException of IllegalArgumentException");
  }

  public void cancel(Observations log) throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    CompletableFuture<String> dependent = future.thenApply(x -> x + "!");
    Actor getter = Actor.start("getter", future::get).untilWaiting();
    log.holds("cancel", future.cancel(true));
    log.saw("getter", getter.end(), "threw CancellationException");
    log.saw("states", future.state() + " " + dependent.state(), "CANCELLED FAILED");
  }

  public void timeouts(Observations log) throws Exception {
    log.holds("orTimeout lasts", Actor.lasts(10, () -> {
      CompletableFuture<String> future = new CompletableFuture<String>().orTimeout(10, TimeUnit.MILLISECONDS);
      log.call("orTimeout", future::get, "threw ExecutionException of TimeoutException");
    }));
    log.saw("completeOnTimeout",
        new CompletableFuture<String>().completeOnTimeout("instead", 5, TimeUnit.MILLISECONDS).get(), "instead");
    log.saw("in time", CompletableFuture.supplyAsync(() -> "early").orTimeout(1, TimeUnit.HOURS).get(), "early");
    log.call("timed get", () -> new CompletableFuture<String>().get(5, TimeUnit.MILLISECONDS),
        "threw TimeoutException");
  }

  public void delayedExecutor(Observations log) throws Exception {
    Executor later = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
    log.holds("lasts", Actor.lasts(10, () -> log.saw("result",
        CompletableFuture.supplyAsync(() -> "late", later).get(), "late")));
    Thread[] ran = new Thread[1];
    CompletableFuture.runAsync(() -> ran[0] = Thread.currentThread(),
        CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run)).get();
    log.holds("on another thread", ran[0] != null && ran[0] != Thread.currentThread());
  }

  public void dependentsRunOnTheCompleter(Observations log) throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    CompletableFuture<Thread> ran = future.thenApply(x -> Thread.currentThread());
    future.complete("value");
    log.holds("one that was there before", ran.get() == Thread.currentThread());
    log.holds("one added afterwards", future.thenApply(x -> Thread.currentThread()).get() == Thread.currentThread());
  }

  public void asyncRunsElsewhere(Observations log) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Boolean> elsewhere = CompletableFuture.supplyAsync(() -> {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Thread.currentThread().isDaemon();
    });
    log.saw("done", elsewhere.isDone(), false);
    gate.countDown();
    log.holds("on a daemon", elsewhere.get());
  }
}
