package dev.lasso.workloads.races;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Hashtable;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** Small programs in which all that threads share is ordered, in as many ways as there are. */
public final class OrderedPrograms {

  private static final AtomicIntegerFieldUpdater<OrderedPrograms> UPDATER = AtomicIntegerFieldUpdater
      .newUpdater(OrderedPrograms.class, "state");
  private static final VarHandle STATE;
  private static final VarHandle TURN;
  private static final MethodHandle SET_STATE;
  private static final MethodHandle GET_STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(OrderedPrograms.class, "state", int.class);
      SET_STATE = MethodHandles.lookup().findSetter(OrderedPrograms.class, "state", int.class);
      GET_STATE = MethodHandles.lookup().findGetter(OrderedPrograms.class, "state", int.class);
      TURN = MethodHandles.lookup().findStaticVarHandle(OrderedPrograms.class, "turn", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private static volatile int turn;

  private int hits;
  private boolean ready;
  private volatile int state;
  private volatile @Nullable OrderedPrograms instance;

  private OrderedPrograms() {}

  /** What a thread does, and how it may end. */
  private interface Part {
    void run() throws Exception;
  }

  private static void both(Part first, Part second) throws InterruptedException {
    Thread one = new Thread(() -> unchecked(first), "first");
    Thread two = new Thread(() -> unchecked(second), "second");
    one.start();
    two.start();
    one.join();
    two.join();
  }

  private static void unchecked(Part part) {
    try {
      part.run();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  public static void streamOfTheJdk() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    both(() -> {
      it.hits = 1;
      out.write(1);
    }, () -> {
      if (out.size() > 0) {
        it.hits++;
      }
    });
  }

  public static void methodHandle() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    both(() -> {
      it.hits = 1;
      set(it);
    }, () -> {
      if (get(it) == 1) {
        it.hits++;
      }
    });
  }

  private static void set(OrderedPrograms it) {
    try {
      SET_STATE.invokeExact(it, 1);
    } catch (Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  private static int get(OrderedPrograms it) {
    try {
      return (int) GET_STATE.invokeExact(it);
    } catch (Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  public static void synchronizedCounter() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    Part part = () -> {
      synchronized (it) {
        it.hits++;
      }
    };
    both(part, part);
    it.hits++;
  }

  public static void volatileFlag() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    both(() -> {
      it.hits = 1;
      it.state = 1;
    }, () -> {
      while (it.state == 0) {
        Thread.yield();
      }
      it.hits++;
    });
  }

  public static void staticVolatileFlag() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    both(() -> {
      it.hits = 1;
      turn = 1;
    }, () -> {
      if (turn == 1) {
        it.hits++;
      }
    });
  }

  public static void doubleCheckedLocking() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    Part part = () -> {
      OrderedPrograms seen = it.instance;
      if (seen == null) {
        synchronized (it) {
          if (it.instance == null) {
            OrderedPrograms made = new OrderedPrograms();
            made.hits = 3;
            it.instance = made;
          }
        }
      } else if (seen.hits != 3) {
        throw new AssertionError();
      }
    };
    both(part, part);
  }

  public static void elementsOfTheirOwn() throws InterruptedException {
    int[] slots = new int[64];
    both(() -> slots[3] = 1, () -> slots[4] = 2);
    slots[3] += slots[4];
  }

  public static void waitAndNotify() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    Object monitor = new Object();
    both(() -> {
      synchronized (monitor) {
        it.hits = 1;
        it.ready = true;
        monitor.notifyAll();
      }
    }, () -> {
      synchronized (monitor) {
        while (!it.ready) {
          monitor.wait();
        }
      }
      it.hits++;
    });
  }

  public static void startAndJoin() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    it.hits = 1;
    Thread thread = new Thread(() -> it.hits++);
    thread.start();
    thread.join();
    it.hits++;
    Thread other = new Thread(() -> it.hits++);
    other.start();
    while (other.isAlive()) {
      Thread.sleep(1);
    }
    it.hits++;
  }

  public static void interrupt() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    Thread polls = new Thread(() -> {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.yield();
      }
      it.hits++;
    });
    Thread sleeps = new Thread(() -> {
      try {
        Thread.sleep(100_000);
      } catch (InterruptedException expected) {
        it.ready = !it.ready;
      }
    });
    polls.start();
    sleeps.start();
    it.hits = 1;
    it.ready = true;
    polls.interrupt();
    sleeps.interrupt();
    polls.join();
    sleeps.join();
  }

  /** Initialised by whoever comes first. */
  private static final class Holder {
    private static final int[] VALUES = new int[1];

    static {
      VALUES[0] = 7;
    }
  }

  /** Says who came first, and so whose writes are known. */
  private static final class Late {
    private static final String BY = Thread.currentThread().getName();
  }

  public static void classInitialisation() throws InterruptedException {
    Part part = () -> {
      if (Holder.VALUES[0] != 7) {
        throw new AssertionError();
      }
    };
    both(part, part);
    OrderedPrograms it = new OrderedPrograms();
    both(() -> {
      it.hits = 1;
      if (Late.BY.isEmpty()) {
        throw new AssertionError();
      }
    }, () -> {
      if (Late.BY.equals("first")) {
        it.hits++;
      }
    });
  }

  public static void updaterAndField() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    both(() -> {
      it.hits = 1;
      UPDATER.set(it, 1);
    }, () -> {
      if (it.state == 1) {
        it.hits++;
      }
    });
    OrderedPrograms other = new OrderedPrograms();
    both(() -> {
      other.hits = 1;
      other.state = 1;
    }, () -> {
      if (UPDATER.compareAndSet(other, 1, 2)) {
        other.hits++;
      }
    });
  }

  public static void handles() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    both(() -> {
      it.hits = 1;
      STATE.setRelease(it, 1);
    }, () -> {
      if ((int) STATE.getAcquire(it) == 1) {
        it.hits++;
      }
    });
    turn = 0;
    both(() -> {
      it.hits = 1;
      TURN.setVolatile(1);
    }, () -> {
      if (turn == 1) {
        it.hits++;
      }
    });
    turn = 0;
    both(() -> {
      it.hits = 1;
      turn = 1;
    }, () -> {
      if ((int) TURN.getAcquire() == 1) {
        it.hits++;
      }
    });
  }

  public static void spinLock() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    AtomicBoolean taken = new AtomicBoolean();
    Part part = () -> {
      while (!taken.compareAndSet(false, true)) {
        Thread.onSpinWait();
      }
      it.hits++;
      taken.set(false);
    };
    both(part, part);
  }

  public static void locks() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    both(() -> {
      lock.lock();
      try {
        it.hits++;
        it.ready = true;
        condition.signalAll();
      } finally {
        lock.unlock();
      }
    }, () -> {
      lock.lock();
      try {
        while (!it.ready) {
          condition.await();
        }
        it.hits++;
      } finally {
        lock.unlock();
      }
    });
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    StampedLock stamped = new StampedLock();
    Part part = () -> {
      both.writeLock().lock();
      it.hits++;
      both.writeLock().unlock();
      both.readLock().lock();
      int seen = it.hits;
      both.readLock().unlock();
      long stamp = stamped.writeLock();
      it.ready = seen > 2;
      stamped.unlockWrite(stamp);
    };
    both(part, part);
  }

  public static void synchronizers() throws InterruptedException {
    OrderedPrograms it = new OrderedPrograms();
    Semaphore permit = new Semaphore(1);
    CyclicBarrier barrier = new CyclicBarrier(2);
    Phaser phaser = new Phaser(2);
    Exchanger<int[]> exchanger = new Exchanger<>();
    CountDownLatch latch = new CountDownLatch(2);
    int[] turns = new int[2];
    Part part = () -> {
      permit.acquire();
      it.hits++;
      permit.release();
      int me = Thread.currentThread().getName().equals("first") ? 0 : 1;
      turns[me] = 1;
      barrier.await();
      int seen = turns[1 - me];
      phaser.arriveAndAwaitAdvance();
      turns[1 - me] = 1 + seen;
      int[] mine = new int[1];
      mine[0] = 5;
      exchanger.exchange(mine)[0]++;
      latch.countDown();
      latch.await();
      if (turns[0] + turns[1] != 4) {
        throw new AssertionError();
      }
    };
    both(part, part);
  }

  public static void queues() throws InterruptedException {
    for (BlockingQueue<int[]> queue : List.of(new ArrayBlockingQueue<int[]>(1), new LinkedBlockingQueue<int[]>(),
        new SynchronousQueue<int[]>(), new LinkedTransferQueue<int[]>(), new LinkedBlockingDeque<int[]>(),
        new PriorityBlockingQueue<int[]>(4, (_, _) -> 0))) {
      both(() -> {
        for (int i = 0; i < 3; i++) {
          int[] box = new int[1];
          box[0] = i;
          queue.put(box);
        }
      }, () -> {
        for (int i = 0; i < 3; i++) {
          queue.take()[0]++;
        }
      });
    }
  }

  public static void collections() throws InterruptedException {
    ConcurrentHashMap<Integer, int[]> hashed = new ConcurrentHashMap<>();
    ConcurrentSkipListMap<Integer, int[]> sorted = new ConcurrentSkipListMap<>();
    ConcurrentLinkedQueue<int[]> linked = new ConcurrentLinkedQueue<>();
    CopyOnWriteArrayList<int[]> copied = new CopyOnWriteArrayList<>();
    Hashtable<Integer, int[]> old = new Hashtable<>();
    both(() -> {
      for (int i = 0; i < 12; i++) {
        hashed.put(i, box());
        sorted.put(i, box());
        linked.add(box());
        copied.add(box());
        old.put(i, box());
      }
    }, () -> {
      for (int i = 0; i < 12; i++) {
        touch(hashed.get(i));
        touch(sorted.get(i));
        touch(linked.poll());
        touch(copied.isEmpty() ? null : copied.getLast());
        touch(old.get(i));
      }
    });
  }

  private static int[] box() {
    int[] box = new int[1];
    box[0] = 1;
    return box;
  }

  private static void touch(int @Nullable [] box) {
    if (box != null) {
      box[0]++;
    }
  }

  public static void pools() throws Exception {
    OrderedPrograms it = new OrderedPrograms();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    it.hits = 1;
    for (int i = 0; i < 3; i++) {
      pool.submit(() -> {
        it.hits++;
      }).get();
      it.hits++;
    }
    pool.execute(() -> it.hits++);
    pool.shutdown();
    pool.awaitTermination(1, TimeUnit.DAYS);
    it.hits++;
    CompletableFuture.runAsync(() -> it.hits++).thenRunAsync(() -> it.hits++).get();
    it.hits++;
  }

  private static final class Increments extends RecursiveAction {

    private static final long serialVersionUID = 1;
    private final int[] slots;
    private final int from;
    private final int to;

    Increments(int[] slots, int from, int to) {
      this.slots = slots;
      this.from = from;
      this.to = to;
    }

    @Override
    protected void compute() {
      if (to - from <= 4) {
        for (int i = from; i < to; i++) {
          slots[i]++;
        }
        return;
      }
      int middle = (from + to) / 2;
      invokeAll(new Increments(slots, from, middle), new Increments(slots, middle, to));
      slots[from]++;
    }
  }

  public static void forkAndJoin() {
    int[] slots = new int[32];
    ForkJoinPool pool = new ForkJoinPool(3);
    pool.invoke(new Increments(slots, 0, slots.length));
    slots[0]++;
    pool.shutdown();
  }

  public static void timers() throws Exception {
    OrderedPrograms it = new OrderedPrograms();
    Timer timer = new Timer();
    CountDownLatch latch = new CountDownLatch(1);
    it.hits = 1;
    timer.schedule(new TimerTask() {
      @Override
      public void run() {
        it.hits++;
        latch.countDown();
      }
    }, 10);
    latch.await();
    it.hits++;
    timer.cancel();
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    pool.schedule(() -> {
      it.hits++;
    }, 5, TimeUnit.MILLISECONDS).get();
    it.hits++;
    pool.shutdown();
  }

  public static void virtualThreads() throws Exception {
    OrderedPrograms it = new OrderedPrograms();
    Thread.ofVirtual().start(() -> it.hits = 1).join();
    it.hits++;
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      each.submit(() -> {
        it.hits++;
      });
    }
    it.hits++;
  }

  private static final class Frozen {
    private final int value;

    Frozen(int value) {
      this.value = value;
    }
  }

  /** The reference is published by a volatile field, and what it leads to is final. */
  public static void finalFields() throws InterruptedException {
    Frozen[] slots = {new Frozen(1)};
    both(() -> {
      if (slots[0].value != 1) {
        throw new AssertionError();
      }
    }, () -> {
      if (slots[0].value != 1) {
        throw new AssertionError();
      }
    });
  }
}
