package dev.lasso.workloads.contract;

import java.util.concurrent.atomic.AtomicInteger;

/** Monitors: {@code synchronized}, wait, notify, notifyAll. */
public final class MonitorContract {

  private final Object monitor = new Object();
  private final AtomicInteger woken = new AtomicInteger();
  private boolean go;

  private static synchronized boolean holdsClass() {
    return Thread.holdsLock(MonitorContract.class);
  }

  private synchronized boolean holdsThis() {
    return Thread.holdsLock(this);
  }

  private Actor waiter(String name) throws InterruptedException {
    return Actor.doing(name, () -> {
      synchronized (monitor) {
        monitor.wait();
        woken.incrementAndGet();
      }
    }).untilWaiting();
  }

  public void reentrance(Observations log) throws Exception {
    Actor other;
    synchronized (monitor) {
      synchronized (monitor) {
        other = Actor.start("other", () -> {
          synchronized (monitor) {
            return "in";
          }
        }).untilBlocked();
      }
      log.holds("held after the inner exit", Thread.holdsLock(monitor));
      log.saw("other after the inner exit", other.thread().getState(), "BLOCKED");
    }
    log.saw("other", other.end(), "returned in");
    log.saw("held after the outer exit", Thread.holdsLock(monitor), false);
  }

  public void synchronizedMethods(Observations log) {
    log.holds("a static one holds the class", holdsClass());
    log.holds("an instance one holds the object", holdsThis());
    log.saw("held outside", Thread.holdsLock(this) || Thread.holdsLock(MonitorContract.class), false);
    log.call("holdsLock of null", () -> Thread.holdsLock(nothing()), "threw NullPointerException");
  }

  @SuppressWarnings("NullAway") // null is what is tried
  private static Object nothing() {
    return null;
  }

  public void nullMonitor(Observations log) {
    log.call("synchronized on null", () -> {
      synchronized (nothing()) {
        return "in";
      }
    }, "threw NullPointerException");
  }

  public void exceptionReleases(Observations log) throws Exception {
    log.call("body that throws", () -> {
      synchronized (monitor) {
        throw new IllegalArgumentException("on purpose");
      }
    }, "threw IllegalArgumentException");
    log.saw("held afterwards", Thread.holdsLock(monitor), false);
    log.saw("other", Actor.start("other", this::enter).end(), "returned in");
  }

  private String enter() {
    synchronized (monitor) {
      return "in";
    }
  }

  public void notifyWakesExactlyOne(Observations log) throws Exception {
    Actor[] waiters = {waiter("a"), waiter("b"), waiter("c")};
    for (int i = 1; i <= waiters.length; i++) {
      synchronized (monitor) {
        monitor.notify();
      }
      int expected = i;
      Actor.until(() -> woken.get() >= expected);
      int waiting = waiting(waiters);
      log.saw("waiting after notify " + i, waiting, waiters.length - i);
    }
    log.saw("ends", waiters[0].end() + waiters[1].end() + waiters[2].end(), "returned nothing".repeat(3));
  }

  private static int waiting(Actor... waiters) throws InterruptedException {
    int waiting = 0;
    for (Actor waiter : waiters) {
      Thread.State state = waiter.thread().getState();
      if (state != Thread.State.WAITING) {
        waiter.end();
      } else {
        waiting++;
      }
    }
    return waiting;
  }

  public void notifyIsNotRemembered(Observations log) throws Exception {
    synchronized (monitor) {
      monitor.notify();
      monitor.notifyAll();
    }
    Actor waiter = waiter("late");
    log.saw("a later waiter", waiter.thread().getState(), "WAITING");
    synchronized (monitor) {
      monitor.notify();
    }
    log.saw("end", waiter.end(), "returned nothing");
  }

  public void notifyAllWakesAll(Observations log) throws Exception {
    Actor[] waiters = {waiter("a"), waiter("b"), waiter("c")};
    synchronized (monitor) {
      monitor.notifyAll();
    }
    log.saw("ends", waiters[0].end() + waiters[1].end() + waiters[2].end(), "returned nothing".repeat(3));
    log.saw("woken", woken, 3);
  }

  public void notifiedWaiterNeedsTheMonitor(Observations log) throws Exception {
    Actor waiter = waiter("waiter");
    synchronized (monitor) {
      monitor.notify();
      waiter.untilBlocked();
      log.saw("notified, monitor held by the notifier", waiter.thread().getState(), "BLOCKED");
      log.saw("woken", woken, 0);
    }
    log.saw("end", waiter.end(), "returned nothing");
  }

  public void waitReleasesTheMonitor(Observations log) throws Exception {
    Actor waiter = waiter("waiter");
    synchronized (monitor) {
      log.saw("entered beside a waiter", waiter.thread().getState(), "WAITING");
      monitor.notifyAll();
    }
    log.saw("end", waiter.end(), "returned nothing");
  }

  public void timedWaitTimesOut(Observations log) throws Exception {
    synchronized (monitor) {
      log.holds("wait(15) lasts", Actor.lasts(15, () -> monitor.wait(15)));
      log.holds("wait(15, 1) lasts", Actor.lasts(15, () -> monitor.wait(15, 1)));
      log.holds("held afterwards", Thread.holdsLock(monitor));
    }
  }

  public void timedWaitNeedsTheMonitorAfterItsTime(Observations log) throws Exception {
    AtomicInteger waits = new AtomicInteger();
    Actor waiter = Actor.start("waiter", () -> {
      synchronized (monitor) {
        while (!go) {
          waits.incrementAndGet();
          monitor.wait(5);
        }
        return Thread.holdsLock(monitor);
      }
    });
    Actor.until(() -> waits.get() > 0);
    synchronized (monitor) {
      waiter.untilBlocked();
      log.saw("its time is over, the monitor is not free", waiter.thread().getState(), "BLOCKED");
      go = true;
    }
    log.saw("held when it goes on", waiter.end(), "returned true");
  }

  public void timedWaitIsNotified(Observations log) throws Exception {
    Actor waiter = Actor.doing("waiter", () -> {
      synchronized (monitor) {
        monitor.wait(Actor.LONG_MILLIS * 10);
      }
    }).untilWaiting();
    log.saw("state", waiter.thread().getState(), "TIMED_WAITING");
    synchronized (monitor) {
      monitor.notify();
    }
    log.saw("end", waiter.end(), "returned nothing");
  }

  public void waitKeepsTheRecursionDepth(Observations log) throws Exception {
    Actor waiter = Actor.start("waiter", () -> {
      synchronized (monitor) {
        synchronized (monitor) {
          synchronized (monitor) {
            monitor.wait();
          }
          go = Thread.holdsLock(monitor);
        }
        return go && Thread.holdsLock(monitor);
      }
    }).untilWaiting();
    synchronized (monitor) {
      log.saw("one wait released all levels", waiter.thread().getState(), "WAITING");
      monitor.notify();
    }
    log.saw("held until the last level", waiter.end(), "returned true");
    log.saw("free afterwards", Actor.start("other", this::enter).end(), "returned in");
  }

  public void otherMonitorsStayHeldAcrossWait(Observations log) throws Exception {
    Object outer = new Object();
    Actor waiter = Actor.doing("waiter", () -> {
      synchronized (outer) {
        synchronized (monitor) {
          monitor.wait();
        }
      }
    }).untilWaiting();
    Actor other = Actor.start("other", () -> {
      synchronized (outer) {
        return waiter.ended() || waiter.thread().getState() != Thread.State.WAITING;
      }
    }).untilBlocked();
    log.saw("who wants the outer one", other.thread().getState(), "BLOCKED");
    synchronized (monitor) {
      monitor.notify();
    }
    log.saw("waiter", waiter.end(), "returned nothing");
    log.saw("other came after", other.end(), "returned true");
  }

  public void illegalStates(Observations log) {
    String illegal = "threw IllegalMonitorStateException";
    log.call("wait", Actor.Deed.body(monitor::wait), illegal);
    log.call("wait(1)", Actor.Deed.body(() -> monitor.wait(1)), illegal);
    log.call("notify", Actor.Deed.body(monitor::notify), illegal);
    log.call("notifyAll", Actor.Deed.body(monitor::notifyAll), illegal);
    synchronized (monitor) {
      log.call("wait(-1)", Actor.Deed.body(() -> monitor.wait(-1)), "threw IllegalArgumentException");
      log.call("wait(1, 1000000)", Actor.Deed.body(() -> monitor.wait(1, 1_000_000)),
          "threw IllegalArgumentException");
    }
  }

  public void monitorOfAnotherThreadIsNotMine(Observations log) throws Exception {
    synchronized (monitor) {
      log.saw("notify by another", Actor.doing("other", monitor::notify).end(), "threw IllegalMonitorStateException");
      log.saw("holdsLock by another", Actor.start("other", () -> Thread.holdsLock(monitor)).end(), "returned false");
    }
  }

  public void enteringIsNotInterrupted(Observations log) throws Exception {
    Actor other;
    synchronized (monitor) {
      other = Actor.start("other", this::enter).untilBlocked().interrupt();
      log.saw("interrupted while blocked", other.thread().getState(), "BLOCKED");
    }
    log.saw("end", other.end(), "returned in, flag set");
  }

  public void interruptedWaiterNeedsTheMonitor(Observations log) throws Exception {
    Actor waiter = waiter("waiter");
    synchronized (monitor) {
      waiter.interrupt().untilBlocked();
      log.saw("interrupted, monitor not free", waiter.thread().getState(), "BLOCKED");
    }
    log.saw("end", waiter.end(), "threw InterruptedException");
    log.saw("woken", woken, 0);
  }

  public void interruptedWaiterTakesNoNotification(Observations log) throws Exception {
    Actor first = waiter("first").interrupt();
    log.saw("first", first.end(), "threw InterruptedException");
    Actor second = waiter("second");
    synchronized (monitor) {
      monitor.notify();
    }
    log.saw("second", second.end(), "returned nothing");
  }
}
