package dev.lasso.workloads.tour;

import dev.lasso.workloads.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The whole tour, stop after stop on one thread; each stop has ended all its threads before the next one begins. */
public final class JucTour implements Program {

  private final List<String> lines = new ArrayList<>();

  @Override
  public void run() throws Exception {
    threads();
    locks();
    meetings();
    queues();
    pools();
    futures();
  }

  private void threads() throws Exception {
    stop("thread subclass", ThreadStops::subclass);
    stop("thread locals", ThreadStops::locals);
    stop("interrupt", ThreadStops::interrupt);
    stop("uncaught", ThreadStops::uncaught);
    stop("park", ThreadStops::park);
    stop("virtual threads", ThreadStops::virtual);
    stop("timer", ThreadStops::timer);
    stop("random", ThreadStops::random);
  }

  private void locks() throws Exception {
    stop("monitor", LockStops::monitor);
    stop("condition", LockStops::condition);
    stop("fair lock", LockStops::fairLock);
    stop("read-write lock", LockStops::readWriteLock);
    stop("stamped lock", LockStops::stampedLock);
    stop("semaphore", LockStops::semaphore);
    stop("atomics", LockStops::atomics);
    stop("concurrent maps", LockStops::maps);
  }

  private void meetings() throws Exception {
    stop("latch", MeetingStops::latch);
    stop("barrier", MeetingStops::barrier);
    stop("phaser", MeetingStops::phaser);
    stop("exchanger", MeetingStops::exchanger);
  }

  private void queues() throws Exception {
    stop("bounded queues", QueueStops::bounded);
    stop("unbounded queues", QueueStops::unbounded);
    stop("synchronous queue", QueueStops::synchronous);
    stop("transfer queue", QueueStops::transfer);
    stop("priority queue", QueueStops::priority);
    stop("delay queue", QueueStops::delay);
  }

  private void pools() throws Exception {
    stop("fixed pool", PoolStops::fixed);
    stop("caller runs", PoolStops::callerRuns);
    stop("completion service", PoolStops::completionService);
    stop("invoke any", PoolStops::invokeAny);
    stop("scheduled pool", PoolStops::scheduled);
    stop("fork-join", PoolStops::forkJoin);
    stop("virtual thread per task", PoolStops::virtualThreadPerTask);
    stop("parallel stream", PoolStops::parallelStream);
  }

  private void futures() throws Exception {
    stop("future task", FutureStops::task);
    stop("completable", FutureStops::completable);
    stop("exceptionally", FutureStops::exceptionally);
    stop("time-out", FutureStops::timeout);
    stop("delayed", FutureStops::delayed);
    stop("cancel", FutureStops::cancel);
  }

  private void stop(String name, Callable<?> visit) throws Exception {
    lines.add(name + ": " + visit.call());
  }

  @Override
  public String result() {
    return String.join(System.lineSeparator(), lines);
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new JucTour());
  }
}
