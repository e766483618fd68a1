package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads. */
public final class VirtualThreadContract {

  public void properties(Observations log) throws Exception {
    Thread thread = Thread.ofVirtual().name("virtual").unstarted(() -> {});
    log.holds("virtual", thread.isVirtual());
    log.holds("daemon", thread.isDaemon());
    log.call("not a daemon", Actor.Deed.body(() -> thread.setDaemon(false)), "threw IllegalArgumentException");
    log.saw("priority", thread.getPriority(), Thread.NORM_PRIORITY);
    log.saw("group", thread.getThreadGroup().getName(), "VirtualThreads");
    log.saw("state", thread.getState(), "NEW");
    thread.start();
    thread.join();
    log.saw("state", thread.getState(), "TERMINATED");
  }

  public void currentThread(Observations log) throws Exception {
    Actor actor = Actor.virtual("virtual",
        () -> Thread.currentThread().getName() + " " + Thread.currentThread().isVirtual());
    log.saw("inside", actor.end(), "returned virtual true");
  }

  public void states(Observations log) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Actor waiting = Actor.virtual("waiting", Actor.Deed.body(latch::await)).untilWaiting();
    log.saw("await", waiting.thread().getState(), "WAITING");
    latch.countDown();
    log.saw("end", waiting.end(), "returned nothing");
    Actor sleeping = Actor.virtual("sleeping", Actor.Deed.body(() -> Thread.sleep(3_600_000))).untilWaiting();
    log.saw("sleep", sleeping.thread().getState(), "TIMED_WAITING");
    log.saw("interrupted", sleeping.interrupt().end(), "threw InterruptedException");
  }

  public void parking(Observations log) throws Exception {
    Actor parked = Actor.virtual("parked", Actor.Deed.body(LockSupport::park)).untilWaiting();
    LockSupport.unpark(parked.thread());
    log.saw("unparked", parked.end(), "returned nothing");
    Actor interrupted = Actor.virtual("interrupted", Actor.Deed.body(LockSupport::park)).untilWaiting();
    log.saw("interrupted", interrupted.interrupt().end(), "returned nothing, flag set");
    Actor ahead = Actor.virtual("ahead", () -> {
      LockSupport.unpark(Thread.currentThread());
      LockSupport.park();
      return "past";
    });
    log.saw("permit before", ahead.end(), "returned past");
  }

  public void monitors(Observations log) throws Exception {
    Object monitor = new Object();
    Actor waiter = Actor.virtual("waiter", () -> {
      synchronized (monitor) {
        monitor.wait();
        return Thread.holdsLock(monitor);
      }
    }).untilWaiting();
    Actor blocked;
    synchronized (monitor) {
      monitor.notify();
      blocked = Actor.virtual("blocked", () -> {
        synchronized (monitor) {
          return "in";
        }
      }).untilBlocked();
      log.saw("while held", blocked.thread().getState(), "BLOCKED");
    }
    log.saw("waiter", waiter.end(), "returned true");
    log.saw("blocked", blocked.end(), "returned in");
  }

  public void locksAndPlatformThreadsTogether(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    int[] count = {0};
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Actor.Body body = () -> {
        for (int j = 0; j < 10; j++) {
          lock.lock();
          try {
            count[0]++;
          } finally {
            lock.unlock();
          }
        }
        return "done";
      };
      actors.add(i % 2 == 0 ? Actor.start("platform", body) : Actor.virtual("virtual", body));
    }
    for (Actor actor : actors) {
      log.saw("end", actor.end(), "returned done");
    }
    log.saw("count", count[0], 40);
  }

  public void threadPerTask(Observations log) throws Exception {
    List<Future<Integer>> futures = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        int number = i;
        futures.add(pool.submit(() -> {
          Thread.sleep(1);
          return number;
        }));
      }
      log.saw("virtual", pool.submit(() -> Thread.currentThread().isVirtual()).get(), true);
    }
    for (Future<Integer> future : futures) {
      log.saw("after close", future.state() + " " + future.resultNow(), "SUCCESS " + futures.indexOf(future));
    }
  }
}
