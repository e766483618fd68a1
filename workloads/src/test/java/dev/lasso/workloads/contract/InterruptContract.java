package dev.lasso.workloads.contract;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Interrupts: of every call that blocks, while it blocks and before it begins. */
public final class InterruptContract {

  private static final String THROWN = "threw InterruptedException";
  private static final long HOURS = 3;

  /** A call that throws, and clears the flag. */
  private static void throwing(Observations log, String what, Actor.Deed deed) throws InterruptedException {
    both(log, what, deed, THROWN);
  }

  /** A call that returns, and leaves the flag set. */
  private static void returning(Observations log, String what, Actor.Deed deed) throws InterruptedException {
    both(log, what, deed, "returned nothing, flag set");
  }

  private static void both(Observations log, String what, Actor.Deed deed, String documented)
      throws InterruptedException {
    log.saw(what, Actor.doing("blocked", deed).untilWaiting().interrupt().end(), documented);
    log.saw(what + ", interrupted before", Actor.doing("interrupted", () -> {
      Thread.currentThread().interrupt();
      deed.run();
    }).end(), documented);
  }

  public void sleep(Observations log) throws Exception {
    throwing(log, "sleep", () -> Thread.sleep(Duration.ofHours(HOURS)));
    throwing(log, "sleep(ms, ns)", () -> Thread.sleep(Duration.ofHours(HOURS).toMillis(), 1));
    throwing(log, "TimeUnit.sleep", () -> TimeUnit.HOURS.sleep(HOURS));
    log.saw("sleep(0), interrupted before", Actor.doing("sleeper", () -> {
      Thread.currentThread().interrupt();
      Thread.sleep(0);
    }).end(), THROWN);
  }

  public void waiting(Observations log) throws Exception {
    Object monitor = new Object();
    throwing(log, "wait", () -> {
      synchronized (monitor) {
        monitor.wait();
      }
    });
    throwing(log, "timed wait", () -> {
      synchronized (monitor) {
        monitor.wait(3_600_000);
      }
    });
  }

  public void join(Observations log) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Actor other = Actor.doing("joined", end::await);
    throwing(log, "join", () -> other.thread().join());
    throwing(log, "timed join", () -> other.thread().join(3_600_000));
    throwing(log, "join(Duration)", () -> other.thread().join(Duration.ofHours(HOURS)));
    end.countDown();
    log.saw("joined", other.end(), "returned nothing");
  }

  public void park(Observations log) throws Exception {
    returning(log, "park", LockSupport::park);
    returning(log, "park(blocker)", () -> LockSupport.park(log));
    returning(log, "parkNanos", () -> LockSupport.parkNanos(TimeUnit.HOURS.toNanos(HOURS)));
    returning(log, "parkUntil",
        () -> LockSupport.parkUntil(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(HOURS)));
  }

  public void lockInterruptibly(Observations log) throws Exception {
    for (boolean fair : new boolean[]{false, true}) {
      ReentrantLock lock = new ReentrantLock(fair);
      lock.lock();
      throwing(log, "ReentrantLock, fair " + fair, lock::lockInterruptibly);
      throwing(log, "its timed tryLock", () -> lock.tryLock(HOURS, TimeUnit.HOURS));
      log.saw("its queue afterwards", lock.hasQueuedThreads(), false);
      lock.unlock();
    }
    ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
    readWrite.writeLock().lock();
    throwing(log, "read lock", readWrite.readLock()::lockInterruptibly);
    throwing(log, "write lock", readWrite.writeLock()::lockInterruptibly);
    throwing(log, "timed read lock", () -> readWrite.readLock().tryLock(HOURS, TimeUnit.HOURS));
    readWrite.writeLock().unlock();
  }

  public void stampedLockInterruptibly(Observations log) throws Exception {
    StampedLock lock = new StampedLock();
    long stamp = lock.writeLock();
    throwing(log, "read", lock::readLockInterruptibly);
    throwing(log, "write", lock::writeLockInterruptibly);
    throwing(log, "timed read", () -> lock.tryReadLock(HOURS, TimeUnit.HOURS));
    throwing(log, "timed write", () -> lock.tryWriteLock(HOURS, TimeUnit.HOURS));
    lock.unlockWrite(stamp);
    log.saw("locked afterwards", lock.isWriteLocked() || lock.isReadLocked(), false);
  }

  public void lockIsNotInterrupted(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Semaphore none = new Semaphore(0);
    lock.lock();
    Actor locking = Actor.doing("locking", lock::lock).untilWaiting().interrupt();
    Actor acquiring = Actor.doing("acquiring", none::acquireUninterruptibly).untilWaiting().interrupt();
    locking.untilWaiting();
    acquiring.untilWaiting();
    lock.unlock();
    none.release();
    log.saw("lock", locking.end(), "returned nothing, flag set");
    log.saw("acquireUninterruptibly", acquiring.end(), "returned nothing, flag set");
  }

  public void conditions(Observations log) throws Exception {
    Lock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    throwing(log, "await", () -> locked(lock, condition::await));
    throwing(log, "await(time)", () -> locked(lock, () -> condition.await(HOURS, TimeUnit.HOURS)));
    throwing(log, "awaitNanos", () -> locked(lock, () -> condition.awaitNanos(TimeUnit.HOURS.toNanos(HOURS))));
    throwing(log, "awaitUntil", () -> locked(lock, () -> condition
        .awaitUntil(new Date(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(HOURS)))));
    Actor stubborn = Actor.doing("stubborn", () -> locked(lock, condition::awaitUninterruptibly)).untilWaiting();
    stubborn.interrupt().untilWaiting();
    locked(lock, condition::signal);
    log.saw("awaitUninterruptibly", stubborn.end(), "returned nothing, flag set");
  }

  private static void locked(Lock lock, Actor.Deed deed) throws Exception {
    lock.lock();
    try {
      deed.run();
    } finally {
      lock.unlock();
    }
  }

  public void synchronizers(Observations log) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    throwing(log, "latch", latch::await);
    throwing(log, "timed latch", () -> latch.await(HOURS, TimeUnit.HOURS));
    Exchanger<String> exchanger = new Exchanger<>();
    throwing(log, "exchanger", () -> exchanger.exchange("x"));
    throwing(log, "timed exchanger", () -> exchanger.exchange("x", HOURS, TimeUnit.HOURS));
    Phaser phaser = new Phaser(1);
    throwing(log, "phaser", () -> phaser.awaitAdvanceInterruptibly(0));
    throwing(log, "timed phaser", () -> phaser.awaitAdvanceInterruptibly(0, HOURS, TimeUnit.HOURS));
    Actor stubborn = Actor.start("stubborn", () -> phaser.awaitAdvance(0)).untilWaiting().interrupt().untilWaiting();
    phaser.arrive();
    log.saw("awaitAdvance", stubborn.end(), "returned 1, flag set");
  }

  public void barrier(Observations log) throws Exception {
    log.saw("broken", new CyclicBarrier(2).isBroken(), false);
    CyclicBarrier barrier = new CyclicBarrier(2);
    log.saw("await", Actor.doing("party", barrier::await).untilWaiting().interrupt().end(), THROWN);
    log.holds("broken afterwards", barrier.isBroken());
    CyclicBarrier timed = new CyclicBarrier(2);
    log.saw("timed await",
        Actor.doing("party", () -> timed.await(HOURS, TimeUnit.HOURS)).untilWaiting().interrupt().end(), THROWN);
  }

  public void semaphore(Observations log) throws Exception {
    for (boolean fair : new boolean[]{false, true}) {
      Semaphore none = new Semaphore(0, fair);
      throwing(log, "acquire, fair " + fair, none::acquire);
      throwing(log, "acquire(2)", () -> none.acquire(2));
      throwing(log, "timed tryAcquire", () -> none.tryAcquire(HOURS, TimeUnit.HOURS));
      log.saw("permits afterwards", none.availablePermits(), 0);
    }
  }

  private record Parcel() implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(HOURS, TimeUnit.HOURS);
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }

  public void takes(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : List.<BlockingQueue<Integer>>of(new ArrayBlockingQueue<>(1),
        new LinkedBlockingQueue<>(), new LinkedBlockingDeque<>(), new PriorityBlockingQueue<>(),
        new SynchronousQueue<>(), new SynchronousQueue<>(true), new LinkedTransferQueue<>())) {
      String name = queue.getClass().getSimpleName();
      throwing(log, name + ".take", queue::take);
      throwing(log, name + ".poll", () -> queue.poll(HOURS, TimeUnit.HOURS));
    }
    DelayQueue<Parcel> delayed = new DelayQueue<>(List.of(new Parcel()));
    throwing(log, "DelayQueue.take", delayed::take);
    throwing(log, "DelayQueue.poll", () -> delayed.poll(HOURS, TimeUnit.HOURS));
  }

  public void puts(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : List.<BlockingQueue<Integer>>of(new ArrayBlockingQueue<>(1, true, List.of(1)),
        full(new LinkedBlockingQueue<>(1)), full(new LinkedBlockingDeque<>(1)), new SynchronousQueue<>(),
        new SynchronousQueue<>(true))) {
      String name = queue.getClass().getSimpleName();
      throwing(log, name + ".put", () -> queue.put(2));
      throwing(log, name + ".offer", () -> queue.offer(2, HOURS, TimeUnit.HOURS));
    }
    LinkedTransferQueue<Integer> transfer = new LinkedTransferQueue<>();
    throwing(log, "transfer", () -> transfer.transfer(1));
    throwing(log, "timed tryTransfer", () -> transfer.tryTransfer(1, HOURS, TimeUnit.HOURS));
    log.saw("left in the queue", transfer, "[]");
  }

  private static <Q extends BlockingQueue<Integer>> Q full(Q queue) {
    queue.add(1);
    return queue;
  }

  public void futures(Observations log) throws Exception {
    FutureTask<String> task = new FutureTask<>(() -> "never run");
    throwing(log, "FutureTask.get", task::get);
    throwing(log, "its timed get", () -> task.get(HOURS, TimeUnit.HOURS));
    CompletableFuture<String> future = new CompletableFuture<>();
    throwing(log, "CompletableFuture.get", future::get);
    throwing(log, "its timed get", () -> future.get(HOURS, TimeUnit.HOURS));
    Actor stubborn = Actor.start("stubborn", future::join).untilWaiting().interrupt().untilWaiting();
    future.complete("done");
    log.saw("its join", stubborn.end(), "returned done, flag set");
  }

  public void pools(Observations log) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Callable<String> endless = () -> {
      never.await();
      return "never";
    };
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      throwing(log, "invokeAll", () -> pool.invokeAll(List.of(endless, endless)));
      throwing(log, "timed invokeAll", () -> pool.invokeAll(List.of(endless), HOURS, TimeUnit.HOURS));
      throwing(log, "invokeAny", () -> pool.invokeAny(List.of(endless)));
      throwing(log, "awaitTermination", () -> pool.awaitTermination(HOURS, TimeUnit.HOURS));
      throwing(log, "completion service", new ExecutorCompletionService<>(pool)::take);
      pool.shutdownNow();
      log.holds("the tasks were cancelled", pool.awaitTermination(HOURS, TimeUnit.HOURS));
    }
  }

  public void flags(Observations log) throws Exception {
    Actor actor = Actor.start("flags", () -> {
      Thread self = Thread.currentThread();
      self.interrupt();
      String flags = self.isInterrupted() + " " + self.isInterrupted();
      return flags + " " + Thread.interrupted() + " " + Thread.interrupted();
    });
    log.saw("isInterrupted keeps, interrupted clears", actor.end(), "returned true true true false");
    log.saw("flag of an ended thread, interrupted", actor.interrupt().thread().isInterrupted(), true);
  }

  public void otherCallsKeepTheFlag(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch open = new CountDownLatch(0);
    log.saw("lock, yield, offer, countDown", Actor.start("busy", () -> {
      Thread.currentThread().interrupt();
      lock.lock();
      lock.unlock();
      Thread.yield();
      open.countDown();
      return new ArrayBlockingQueue<Integer>(1).offer(1);
    }).end(), "returned true, flag set");
    log.saw("an open latch throws all the same", Actor.doing("late", () -> {
      Thread.currentThread().interrupt();
      open.await();
    }).end(), THROWN);
  }
}
