package dev.lasso.workloads.engine;

import dev.lasso.engine.Options;
import dev.lasso.engine.rate.RateLimiter;
import dev.lasso.engine.rate.RateLimiter.Priority;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Threads that ask a rate limiter for bytes, as flushes, compactions and backups do, each amount and priority drawn.
 * All must be granted. There is no engine, and so nobody else whose request could help those that wait.
 */
public final class LimitedRate extends EngineWorkload {

  private static final int FAIRNESS = 3;

  @Override
  public String name() {
    return "rate-limiter";
  }

  @Override
  public String description() {
    return "threads ask a rate limiter for bytes, of both priorities";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("threads", "int", "4", "1..1000", "threads that ask"),
        new Parameter("requests", "int", "3", "1..1000000", "requests of each"),
        new Parameter("most_bytes", "int", "200", "1..1000000000", "bytes in the greatest request"),
        new Parameter("bytes_per_second", "long", "5000000", "1..1000000000000", "the rate"),
        new Parameter("refill_micros", "long", "20", "1..1000000000", "time between refills"));
  }

  @Override
  public void run(Run run) throws InterruptedException {
    Options options = options(run);
    run.describe(RateLimiter.class, RateLimiter::describe);
    RateLimiter limiter = new RateLimiter(run.longParameter("bytes_per_second"), run.longParameter("refill_micros"),
        FAIRNESS, options.quirks());
    List<Thread> requesters = new ArrayList<>();
    for (int i = 0; i < run.intParameter("threads"); i++) {
      String name = "requester-" + i;
      RandomGenerator random = run.random(name);
      requesters.add(new Thread(() -> request(run, limiter, name, random), name));
    }
    requesters.forEach(Thread::start);
    for (Thread requester : requesters) {
      requester.join();
    }
  }

  private static void request(Run run, RateLimiter limiter, String name, RandomGenerator random) {
    for (int i = 1; i <= run.intParameter("requests"); i++) {
      int bytes = random.nextInt(1, run.intParameter("most_bytes") + 1);
      Priority priority = Priority.values()[random.nextInt(2)];
      try (Obligations.Obligation owed = run.obligations().owe(name + ": " + bytes + " bytes, " + priority)) {
        limiter.request(bytes, priority);
      }
    }
  }
}
