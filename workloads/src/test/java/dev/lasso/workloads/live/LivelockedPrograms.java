package dev.lasso.workloads.live;

import static dev.lasso.workloads.live.Threads.daemon;
import static dev.lasso.workloads.live.Threads.sleep;
import static dev.lasso.workloads.live.Threads.start;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Programs that go on for ever and get nowhere; each method is one. They know nothing of Lasso. */
public final class LivelockedPrograms {

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Condition FLUSHED = LOCK.newCondition();
  private static final Condition WORK = LOCK.newCondition();
  private static volatile boolean done;
  private static long passes;
  private static long lastPass;
  private static final LongAdder ADDER = new LongAdder();

  private LivelockedPrograms() {}

  /** For whoever asks; no program here does. */
  static long passes() {
    return passes;
  }

  /** WiredTiger's three threads: open waits for a flush, and two servers wake by time and look. */
  static void threeThreadsWithLocks() {
    daemon("eviction", () -> serve(100));
    daemon("sweep", () -> serve(10_000));
    LOCK.lock();
    try {
      while (!done) {
        FLUSHED.awaitNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    } finally {
      LOCK.unlock();
    }
  }

  /** Whoever would make the file is not there. */
  static void pollForAFile() throws IOException {
    Path directory = Files.createTempDirectory("livelocked");
    Files.writeString(directory.resolve("other"), "text");
    while (!Files.exists(directory.resolve("ready"))) {
      if (Files.readString(directory.resolve("other")).length() != new File("/tmp").getPath().length()) {
        throw new AssertionError("it changes");
      }
      sleep(100);
    }
  }

  /** The constructor of a string does not come to its end. */
  static void aDecoderThatWaits() {
    if (new String(new byte[1], new PatientCharset()).isEmpty()) {
      throw new AssertionError("it has decoded");
    }
  }

  private static final class PatientCharset extends Charset {

    PatientCharset() {
      super("x-patient", null);
    }

    @Override
    public boolean contains(Charset other) {
      return equals(other);
    }

    @Override
    public CharsetDecoder newDecoder() {
      return new CharsetDecoder(this, 1, 1) {
        @Override
        protected CoderResult decodeLoop(ByteBuffer from, CharBuffer to) {
          while (!done) {
            sleep(10);
          }
          return CoderResult.UNDERFLOW;
        }
      };
    }

    @Override
    public CharsetEncoder newEncoder() {
      throw new UnsupportedOperationException();
    }
  }

  private static void serve(long millis) {
    LOCK.lock();
    try {
      while (!done) {
        passes++;
        WORK.await(millis, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    } finally {
      LOCK.unlock();
    }
  }

  static void threeThreadsWithMonitors() {
    daemon("eviction", () -> waitFor(100));
    daemon("sweep", () -> waitFor(10_000));
    waitFor(100);
  }

  private static void waitFor(long millis) {
    synchronized (LOCK) {
      while (!done) {
        try {
          LOCK.wait(millis);
        } catch (InterruptedException interrupted) {
          throw new IllegalStateException(interrupted);
        }
      }
    }
  }

  static void certainSpin() {
    while (!done) {
      Thread.yield();
    }
  }

  static void spinWithoutAnyCall() {
    boolean[] never = {false};
    while (!never[0]) {
      passes++;
    }
  }

  static void spinThatCountsInAnObject() {
    Tally tally = new Tally();
    while (!done) {
      tally.count();
    }
  }

  @SuppressWarnings("UnusedVariable") // nobody reads a tally, which is the point
  private static final class Tally {

    private long passes;
    private int rounds;

    void count() {
      passes++;
      rounds += 3;
    }
  }

  static void spinBesideAPoller() {
    daemon("poller", () -> {
      while (true) {
        sleep(50);
      }
    });
    while (!done) {
      Thread.onSpinWait();
    }
  }

  static void scheduledPool() {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    pool.scheduleAtFixedRate(() -> {
      synchronized (LOCK) {
        LOCK.notifyAll();
      }
    }, 0, 70, TimeUnit.MILLISECONDS);
    pool.scheduleWithFixedDelay(() -> {}, 5, 110, TimeUnit.MILLISECONDS);
    waitFor(1_000);
  }

  static void aCounterThatNobodyReads() {
    while (!done) {
      passes++;
      sleep(7);
    }
  }

  static void anAdderThatNobodySums() {
    while (!done) {
      ADDER.increment();
      sleep(7);
    }
  }

  static void aTimeThatIsRenewed() {
    do {
      lastPass = System.nanoTime();
      sleep(30);
    } while (System.nanoTime() - lastPass > 0);
  }

  static void aDateThatIsRenewed() {
    do {
      lastPass = System.currentTimeMillis();
      sleep(30);
    } while (System.currentTimeMillis() - lastPass > 0);
  }

  static void deadlinesOfItsOwn() {
    while (!done) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
      while (end - System.nanoTime() > 0) {
        sleep(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    }
  }

  /** Each takes its lock, finds the other's taken and gives way, at the same time as the other. */
  static void backOffInLockstep() {
    ReentrantLock one = new ReentrantLock();
    ReentrantLock other = new ReentrantLock();
    start("left", false, () -> takeBoth(one, other));
    start("right", false, () -> takeBoth(other, one));
  }

  private static void takeBoth(ReentrantLock first, ReentrantLock second) {
    boolean taken = false;
    while (!taken) {
      first.lock();
      try {
        sleep(1);
        if (second.tryLock()) {
          second.unlock();
          taken = true;
        }
      } finally {
        first.unlock();
      }
      sleep(1);
    }
  }

  /** A lock that lets readers in while others read: two that take turns keep a writer out. */
  static void aWriterThatStarves() {
    ReadersFirst lock = new ReadersFirst();
    for (int reader = 0; reader < 2; reader++) {
      int delay = 5 * reader;
      daemon("reader-" + reader, () -> {
        sleep(delay);
        while (!done) {
          lock.beginRead();
          sleep(10);
          lock.endRead();
        }
      });
    }
    sleep(7);
    lock.beginWrite();
    done = true;
  }

  /** Two hand a permit to each other; the third wants two at once. */
  static void aLockThatIsNeverFree() {
    Semaphore baton = new Semaphore(1);
    for (int player = 0; player < 2; player++) {
      int delay = 5 * player;
      daemon("player-" + player, () -> {
        sleep(delay);
        while (!done) {
          if (baton.tryAcquire()) {
            sleep(10);
            baton.release();
          }
          sleep(3);
        }
      });
    }
    sleep(1);
    baton.acquireUninterruptibly(2);
  }

  static void aConditionThatIsNeverTrue() {
    daemon("signaller", () -> {
      while (true) {
        LOCK.lock();
        FLUSHED.signalAll();
        LOCK.unlock();
        sleep(10);
      }
    });
    LOCK.lock();
    while (!done) {
      FLUSHED.awaitUninterruptibly();
    }
    LOCK.unlock();
  }

  private static final class ReadersFirst {

    private int readers;

    synchronized void beginRead() {
      readers++;
    }

    synchronized void endRead() {
      if (--readers == 0) {
        notifyAll();
      }
    }

    synchronized void beginWrite() {
      try {
        while (readers > 0) {
          wait();
        }
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }
}
