package dev.lasso.workloads.live;

import static dev.lasso.workloads.live.Threads.await;
import static dev.lasso.workloads.live.Threads.daemon;
import static dev.lasso.workloads.live.Threads.sleep;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Programs in which the main thread waits beside a poller, each a static method: first those where nobody can end the
 * wait, then those where somebody does, after an hour.
 */
@SuppressWarnings({"UnusedMethod", "WaitNotInLoop"}) // called by name; what is woken here goes on
final class DoomedPrograms {

  private static final long HOUR = 3_600_000;

  private static CountDownLatch shared = new CountDownLatch(1);
  private static int polls;

  private DoomedPrograms() {}

  // Lost -------------------------------------------------------------------------------------------------------------

  static void latchOfAThreadThatNeverStarted() throws InterruptedException {
    poll();
    CountDownLatch latch = new CountDownLatch(1);
    Executors.defaultThreadFactory().newThread(latch::countDown);
    latch.await();
  }

  static void monitorOfAnEndedThread() throws InterruptedException {
    poll();
    Object monitor = new Object();
    Thread notifier = new Thread(() -> {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    });
    notifier.start();
    notifier.join();
    synchronized (monitor) {
      monitor.wait();
    }
  }

  static void conditionOfAnEndedThread() throws InterruptedException {
    poll();
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    lock.lock();
    try {
      condition.await();
    } finally {
      lock.unlock();
    }
  }

  static void joinOfALostThread() throws InterruptedException {
    poll();
    Thread lost = new Thread(LockSupport::park);
    lost.start();
    lost.join();
  }

  static void monitorBehindALostThread() throws InterruptedException {
    poll();
    Object monitor = new Object();
    CountDownLatch held = new CountDownLatch(1);
    Thread lost = new Thread(() -> {
      synchronized (monitor) {
        held.countDown();
        LockSupport.park();
      }
    }, "lost");
    lost.setDaemon(true);
    lost.start();
    held.await();
    synchronized (monitor) {
      polls++;
    }
  }

  static void twoThatCouldHelpEachOther() throws InterruptedException {
    poll();
    CountDownLatch one = new CountDownLatch(1);
    CountDownLatch two = new CountDownLatch(1);
    new Thread(() -> {
      await(one);
      two.countDown();
    }).start();
    two.await();
    one.countDown();
  }

  // Not lost ---------------------------------------------------------------------------------------------------------

  static void helpedThroughAStatic() {
    CountDownLatch latch = new CountDownLatch(1);
    shared = latch;
    late(() -> shared.countDown());
    await(latch);
  }

  static void helpedThroughALocal() {
    CountDownLatch latch = new CountDownLatch(1);
    late(latch::countDown);
    await(latch);
  }

  static void helpedThroughAnIterator() {
    CountDownLatch latch = new CountDownLatch(1);
    List<CountDownLatch> latches = new ArrayList<>(List.of(new CountDownLatch(1), latch));
    daemon("helper", () -> {
      for (CountDownLatch each : latches) {
        sleepInSmallSteps();
        each.countDown();
      }
    });
    await(latch);
  }

  static void helpedThroughAShortLivedObject() {
    CountDownLatch latch = new CountDownLatch(1);
    daemon("helper", new Handing(latch));
    await(latch);
  }

  static void helpedThroughAWeakReference() {
    CountDownLatch latch = new CountDownLatch(1);
    WeakReference<CountDownLatch> weak = new WeakReference<>(latch);
    late(() -> {
      CountDownLatch left = weak.get();
      if (left != null) {
        left.countDown();
      }
    });
    await(latch);
  }

  static void helpedThroughAThreadLocal() {
    CountDownLatch latch = new CountDownLatch(1);
    ThreadLocal<CountDownLatch> local = new ThreadLocal<>();
    CountDownLatch[] box = {latch};
    daemon("helper", () -> {
      local.set(box[0]);
      box[0] = shared;
      sleepInSmallSteps();
      local.get().countDown();
    });
    await(latch);
  }

  static void helpedByAThreadYetToStart() {
    CountDownLatch latch = new CountDownLatch(1);
    Thread helper = new Thread(latch::countDown);
    late(helper::start);
    await(latch);
  }

  static void helpedByATimer() {
    CountDownLatch latch = new CountDownLatch(1);
    Timer timer = new Timer(true);
    timer.schedule(new TimerTask() {
      @Override
      public void run() {
        latch.countDown();
      }
    }, HOUR);
    poll();
    await(latch);
  }

  static void helpedByAScheduledPool() {
    CountDownLatch latch = new CountDownLatch(1);
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    poll();
    pool.schedule(latch::countDown, 1, TimeUnit.HOURS);
    await(latch);
    pool.shutdown();
  }

  static void helpedByAnInterrupt() {
    Thread main = Thread.currentThread();
    late(main::interrupt);
    LockSupport.park();
  }

  static void helpedByAnUnpark() {
    Thread main = Thread.currentThread();
    late(() -> LockSupport.unpark(main));
    LockSupport.park();
  }

  static void helpedByAChain() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    daemon("helper", () -> {
      await(first);
      second.countDown();
    });
    late(first::countDown);
    await(second);
  }

  static void heldBySomebodyWhoSleeps() throws InterruptedException {
    Object monitor = new Object();
    poll();
    daemon("helper", () -> {
      synchronized (monitor) {
        sleep(HOUR);
      }
    });
    Thread.sleep(5);
    synchronized (monitor) {
      polls++;
    }
  }

  // Parts ------------------------------------------------------------------------------------------------------------

  private static void poll() {
    daemon("helper", () -> {
      while (polls >= 0) {
        sleep(1_000);
        polls++;
      }
    });
  }

  private static void late(Runnable action) {
    daemon("helper", () -> {
      sleepInSmallSteps();
      action.run();
    });
  }

  private static void sleepInSmallSteps() {
    for (int i = 0; i < HOUR / 1_000; i++) {
      sleep(1_000);
    }
  }

  /** Holds the latch, while it sleeps, in an object that never leaves its method. */
  private static final class Handing implements Runnable {

    private CountDownLatch latch;

    Handing(CountDownLatch latch) {
      this.latch = latch;
    }

    @Override
    public void run() {
      Pair pair = new Pair(latch, 0);
      latch = new CountDownLatch(1);
      while (pair.count() < HOUR / 1_000) {
        sleep(1_000);
        pair = new Pair(pair.latch(), pair.count() + 1);
      }
      pair.latch().countDown();
    }

    private record Pair(CountDownLatch latch, int count) {}
  }
}
