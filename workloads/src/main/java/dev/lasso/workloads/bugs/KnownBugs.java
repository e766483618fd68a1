package dev.lasso.workloads.bugs;

import dev.lasso.sim.Workload.Parameter;
import dev.lasso.sim.WorkloadCatalogue;
import dev.lasso.workloads.bugs.KnownBug.Ending;
import java.util.ArrayList;
import java.util.List;

/** The table of known bugs, each followed by its correct twin. */
public final class KnownBugs implements WorkloadCatalogue {

  @Override
  public List<KnownBug> workloads() {
    List<KnownBug> bugs = new ArrayList<>();
    stuck(bugs, "ab-ba-monitors", "two monitors taken in opposite orders");
    stuck(bugs, "ab-ba-locks", "two ReentrantLocks taken in opposite orders");
    stuck(bugs, "lost-wakeup", "a flag tested outside the monitor, then a wait");
    stuck(bugs, "buffer-notify", "producers and consumers share a wait set, notify wakes the wrong one", items());
    stuck(bugs, "buffer-signal", "producers and consumers share a Condition, signal wakes the wrong one", items());
    failed(bugs, "racy-volatile", "two threads add to a volatile counter");
    failed(bugs, "racy-counter", "two threads count++ on a plain field");
    failed(bugs, "check-then-act", "containsKey, then put, on a concurrent map");
    failed(bugs, "lazy-singleton", "an object made on first use, made twice");
    failed(bugs, "reorder", "a checker sees the first of two writes, SCTBench reorder", writers(2, 20, 4));
    failed(bugs, "two-stage", "a value published under two locks, SCTBench twostage", writers(1, 20, 9));
    stuck(bugs, "semaphore-leak", "an exception between acquire and release keeps the permit");
    failed(bugs, "latch-twice", "one worker counts a latch down for two");
    stuck(bugs, "executor-self-submit", "tasks wait for sub-tasks on the pool they fill");
    stuck(bugs, "stopped-worker", "a worker is stopped between its test of the flag and its wait");
    return bugs;
  }

  private static void stuck(List<KnownBug> bugs, String name, String summary, Parameter... parameters) {
    add(bugs, name, Ending.STUCK, summary, List.of(parameters));
  }

  private static void failed(List<KnownBug> bugs, String name, String summary, Parameter... parameters) {
    add(bugs, name, Ending.FAILED, summary, List.of(parameters));
  }

  private static void add(List<KnownBug> bugs, String name, Ending ending, String summary, List<Parameter> parameters) {
    bugs.add(new KnownBug(name, false, ending, summary, parameters));
    bugs.add(new KnownBug(name, true, ending, summary, parameters));
  }

  private static Parameter items() {
    return new Parameter("items", "int", "2", "1..1000", "items each producer puts and each consumer takes");
  }

  private static Parameter writers(int least, int most, int usual) {
    return new Parameter("writers", "int", Integer.toString(usual), least + ".." + most, "threads that write");
  }
}
