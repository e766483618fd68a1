package dev.lasso.workloads.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** {@link Thread}: life, states, join, daemons, groups, subclasses. */
@SuppressWarnings("DoNotCall") // what must not be called is tried
public final class ThreadContract {

  private static final String ILLEGAL = "threw IllegalThreadStateException";

  private static final class Counting extends Thread {

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();

    @Override
    public void run() {
      runs.incrementAndGet();
    }

    @Override
    public void start() {
      starts.incrementAndGet();
      super.start();
    }

    @Override
    public void interrupt() {
      interrupts.incrementAndGet();
      super.interrupt();
    }
  }

  public void states(Observations log) throws Exception {
    Object monitor = new Object();
    CountDownLatch running = new CountDownLatch(1);
    log.saw("unstarted", new Thread(() -> {}).getState(), "NEW");
    log.saw("itself", Actor.start("self", () -> Thread.currentThread().getState()).end(), "returned RUNNABLE");
    Actor waiting = Actor.doing("waiting", running::await).untilWaiting();
    log.saw("in await", waiting.thread().getState(), "WAITING");
    running.countDown();
    log.saw("its end", waiting.end(), "returned nothing");
    log.saw("ended", waiting.thread().getState(), "TERMINATED");
    Actor blocked;
    synchronized (monitor) {
      blocked = Actor.start("blocked", () -> {
        synchronized (monitor) {
          return "in";
        }
      }).untilBlocked();
      log.saw("entering", blocked.thread().getState(), "BLOCKED");
    }
    log.saw("its end", blocked.end(), "returned in");
  }

  public void timedStates(Observations log) throws Exception {
    Object monitor = new Object();
    timed(log, "sleep", () -> Thread.sleep(Duration.ofHours(1)));
    timed(log, "parkNanos", () -> LockSupport.parkNanos(Duration.ofHours(1).toNanos()));
    Thread self = Thread.currentThread();
    timed(log, "join", () -> self.join(3_600_000));
    timed(log, "wait", () -> {
      synchronized (monitor) {
        monitor.wait(3_600_000);
      }
    });
  }

  private static void timed(Observations log, String what, Actor.Deed deed) throws InterruptedException {
    Actor actor = Actor.doing(what, deed).untilWaiting();
    log.saw(what, actor.thread().getState(), "TIMED_WAITING");
    actor.interrupt().end();
    log.saw(what + " afterwards", actor.thread().getState(), "TERMINATED");
  }

  public void untimedStates(Observations log) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Actor parked = Actor.doing("parked", LockSupport::park).untilWaiting();
    log.saw("park", parked.thread().getState(), "WAITING");
    Actor joining = Actor.doing("joining", () -> parked.thread().join()).untilWaiting();
    log.saw("join", joining.thread().getState(), "WAITING");
    LockSupport.unpark(parked.thread());
    log.saw("parked", parked.end(), "returned nothing");
    log.saw("joining", joining.end(), "returned nothing");
    Actor latched = Actor.doing("latched", end::await).untilWaiting();
    log.holds("alive while waiting", latched.thread().isAlive());
    end.countDown();
    log.saw("latched", latched.end(), "returned nothing");
    log.saw("alive when joined", latched.thread().isAlive(), false);
  }

  public void join(Observations log) throws Exception {
    Thread unstarted = new Thread(() -> {});
    unstarted.join();
    log.saw("unstarted, after join", unstarted.getState(), "NEW");
    unstarted.join(1);
    log.call("join(Duration) of an unstarted one", () -> unstarted.join(Duration.ofMillis(1)), ILLEGAL);
    log.call("join(-1)", Actor.Deed.body(() -> unstarted.join(-1)), "threw IllegalArgumentException");
    CountDownLatch end = new CountDownLatch(1);
    Actor actor = Actor.doing("joined", end::await);
    log.holds("join(15) of a living one lasts", Actor.lasts(15, () -> actor.thread().join(15)));
    log.call("join(Duration) of a living one", () -> actor.thread().join(Duration.ofMillis(1)), "returned false");
    log.holds("alive", actor.thread().isAlive());
    end.countDown();
    actor.thread().join(0);
    log.saw("alive after join(0)", actor.thread().isAlive(), false);
    log.call("join(Duration) of an ended one", () -> actor.thread().join(Duration.ZERO), "returned true");
    actor.thread().join();
    log.saw("end", actor.end(), "returned nothing");
  }

  public void joinSeesWhatWasWritten(Observations log) throws Exception {
    int[] cell = {0};
    Thread writer = new Thread(() -> cell[0] = 42);
    writer.start();
    writer.join();
    log.saw("written", cell[0], 42);
  }

  public void startOnce(Observations log) throws Exception {
    Counting thread = new Counting();
    thread.start();
    thread.join();
    log.call("start again", Actor.Deed.body(thread::start), ILLEGAL);
    log.saw("runs", thread.runs, 1);
    log.saw("starts", thread.starts, 2);
  }

  public void overriddenMethods(Observations log) throws Exception {
    Counting thread = new Counting();
    thread.interrupt();
    thread.start();
    thread.join();
    log.saw("interrupts", thread.interrupts, 1);
    log.saw("runs", thread.runs, 1);
    Counting called = new Counting();
    called.run();
    log.saw("run without start", called.getState() + " " + called.runs, "NEW 1");
  }

  public void runnableAndCurrentThread(Observations log) throws Exception {
    Thread[] seen = new Thread[1];
    Thread thread = new Thread(() -> seen[0] = Thread.currentThread(), "named");
    thread.start();
    thread.join();
    log.holds("the current thread is the one started", seen[0] == thread);
    log.saw("name", thread.getName(), "named");
    thread.setName("renamed");
    log.saw("name", thread.getName(), "renamed");
    log.holds("each has an id of its own", thread.threadId() != Thread.currentThread().threadId());
  }

  public void interruptBeforeStart(Observations log) throws Exception {
    Thread thread = new Thread(() -> {});
    thread.interrupt();
    log.holds("flag of an unstarted one", thread.isInterrupted());
    Actor actor = Actor.start("self", () -> Thread.currentThread().isInterrupted());
    log.saw("flag of a fresh one", actor.end(), "returned false");
  }

  public void daemons(Observations log) throws Exception {
    Thread daemon = new Thread(() -> {});
    daemon.setDaemon(true);
    log.holds("set", daemon.isDaemon());
    boolean[] inherited = new boolean[1];
    Thread parent = new Thread(() -> inherited[0] = new Thread(() -> {}).isDaemon());
    parent.setDaemon(true);
    parent.start();
    parent.join();
    log.holds("inherited", inherited[0]);
    CountDownLatch end = new CountDownLatch(1);
    Actor running = Actor.doing("running", end::await);
    log.call("set on a running one", Actor.Deed.body(() -> running.thread().setDaemon(true)), ILLEGAL);
    end.countDown();
    log.saw("end", running.end(), "returned nothing");
  }

  @SuppressWarnings("ThreadPriorityCheck") // what is tried
  public void prioritiesAndYield(Observations log) throws Exception {
    Thread thread = new Thread(() -> {});
    thread.setPriority(Thread.MAX_PRIORITY);
    log.saw("priority", thread.getPriority(), Thread.MAX_PRIORITY);
    log.call("priority 11", Actor.Deed.body(() -> thread.setPriority(11)), "threw IllegalArgumentException");
    Thread.yield();
    Thread.onSpinWait();
    Thread.sleep(0);
    log.call("sleep(-1)", Actor.Deed.body(() -> Thread.sleep(-1)), "threw IllegalArgumentException");
    log.call("sleep of a negative duration", Actor.Deed.body(() -> Thread.sleep(Duration.ofMillis(-1))),
        "returned nothing");
    log.holds("sleep(15) lasts", Actor.lasts(15, () -> Thread.sleep(15)));
  }

  public void groups(Observations log) throws Exception {
    ThreadGroup group = new ThreadGroup("group");
    String[] seen = new String[2];
    Thread thread = new Thread(group, () -> {
      seen[0] = Thread.currentThread().getThreadGroup().getName();
      seen[1] = new Thread(() -> {}).getThreadGroup().getName();
    });
    thread.start();
    thread.join();
    log.saw("of the thread", seen[0], "group");
    log.saw("of its child", seen[1], "group");
    log.saw("of an ended thread", thread.getThreadGroup(), "null");
    log.holds("parent", group.getParent() == Thread.currentThread().getThreadGroup());
    log.holds("ancestor", group.getParent().parentOf(group));
  }

  public void groupCountsAndInterrupts(Observations log) throws Exception {
    ThreadGroup group = new ThreadGroup("group");
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    Thread thread = new Thread(group, () -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
      }
    });
    log.saw("before the start", group.activeCount(), 0);
    thread.start();
    log.saw("active", group.activeCount(), 1);
    group.interrupt();
    thread.join();
    log.saw("interrupted", interrupted, 1);
    log.saw("active", group.activeCount(), 0);
  }

  public void builder(Observations log) throws Exception {
    Thread thread = Thread.ofPlatform().name("built-", 7).daemon(true).priority(3).unstarted(() -> {});
    log.saw("built", thread.getName() + " " + thread.isDaemon() + " " + thread.getPriority(), "built-7 true 3");
    thread.start();
    thread.join();
    log.saw("ended", thread.getState(), "TERMINATED");
  }
}
