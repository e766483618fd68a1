package dev.lasso.workloads.tour;

import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Stops at {@link Thread} itself: life, interrupts, thread locals, parking, timers, virtual threads. */
final class ThreadStops {

  private ThreadStops() {}

  private static final class Adder extends Thread {

    private final int from;
    private int sum;

    Adder(int from) {
      super("adder-" + from);
      this.from = from;
    }

    @Override
    public void run() {
      for (int i = from; i < from + 10; i++) {
        sum += i;
      }
    }
  }

  static String subclass() throws InterruptedException {
    Adder low = new Adder(0);
    Adder high = new Adder(10);
    low.start();
    high.start();
    low.join();
    high.join(60_000);
    return low.getName() + " " + low.sum + ", " + high.getName() + " " + high.sum + ", alive " + high.isAlive() + ", "
        + low.getState();
  }

  static String locals() throws InterruptedException {
    ThreadLocal<String> own = ThreadLocal.withInitial(() -> "initial");
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    own.set("root");
    inherited.set("from root");
    AtomicReference<String> seen = new AtomicReference<>("");
    Thread child = new Thread(() -> {
      seen.set(own.get() + ", " + inherited.get());
      own.set("child");
      inherited.set("child");
    });
    child.start();
    child.join();
    String result = seen.get() + "; " + own.get() + ", " + inherited.get();
    own.remove();
    inherited.remove();
    return result;
  }

  static String interrupt() throws InterruptedException {
    AtomicReference<String> seen = new AtomicReference<>("");
    Thread sleeper = new Thread(() -> {
      try {
        Thread.sleep(3_600_000);
      } catch (InterruptedException e) {
        seen.set("woken, flag " + Thread.currentThread().isInterrupted());
      }
    });
    sleeper.start();
    sleeper.interrupt();
    sleeper.join();
    return seen.get();
  }

  static String uncaught() throws InterruptedException {
    AtomicReference<String> seen = new AtomicReference<>("");
    Thread failing = new Thread(() -> {
      throw new IllegalStateException("on purpose");
    }, "failing");
    failing.setUncaughtExceptionHandler((thread, error) -> seen.set(thread.getName() + " " + error.getMessage()));
    failing.start();
    failing.join();
    return seen.get();
  }

  static String park() throws InterruptedException {
    AtomicInteger parked = new AtomicInteger();
    Thread parker = new Thread(() -> {
      while (parked.get() == 0) {
        LockSupport.park(parked);
      }
      LockSupport.parkNanos(1_000);
      parked.incrementAndGet();
    });
    parker.start();
    parked.set(1);
    LockSupport.unpark(parker);
    parker.join();
    return "went on " + parked;
  }

  static String virtual() throws InterruptedException {
    SynchronousQueue<String> handOff = new SynchronousQueue<>();
    Thread giver = Thread.ofVirtual().name("giver").start(() -> {
      try {
        Thread.sleep(1);
        handOff.put(Thread.currentThread().getName());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    String got = handOff.take();
    giver.join();
    return got + ", virtual " + giver.isVirtual();
  }

  static String timer() throws InterruptedException {
    Timer timer = new Timer("timer", true);
    List<String> ticks = new CopyOnWriteArrayList<>();
    CountDownLatch twice = new CountDownLatch(2);
    timer.schedule(new TimerTask() {
      @Override
      public void run() {
        if (twice.getCount() > 0) {
          ticks.add("tick");
          twice.countDown();
        }
      }
    }, 1, 2);
    twice.await();
    timer.cancel();
    return ticks.toString();
  }

  static String random() {
    int local = ThreadLocalRandom.current().nextInt(5, 10);
    return "in range " + (local >= 5 && local < 10) + ", seeded " + new Random(42).nextInt(1000);
  }
}
