package dev.lasso.workloads.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Programs that look at the time while they use files; each says what it has seen. */
final class SlowDisk {

  private static final Path FILE = Path.of("/run/file");
  private static final long NANOS_PER_MICRO = 1_000;

  private SlowDisk() {}

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static FileChannel open() throws IOException {
    return FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** In microseconds. */
  private static long since(long begin) {
    return (System.nanoTime() - begin) / NANOS_PER_MICRO;
  }

  private interface Call {

    void make() throws IOException;
  }

  private static void takes(long micros, Call call) throws IOException {
    long begin = System.nanoTime();
    call.make();
    long taken = since(begin);
    check(taken >= micros && taken < micros + 50, "it took " + taken + " us");
  }

  /** A request takes 100 microseconds, and a byte takes one. */
  static void eachRequestTakesItsTime() throws IOException {
    try (FileChannel channel = open()) {
      takes(100 + 1000, () -> channel.write(ByteBuffer.allocate(1000)));
      takes(100 + 500, () -> channel.read(ByteBuffer.allocate(500), 0));
      takes(100, () -> channel.force(true));
      takes(0, () -> check(channel.size() == 1000, "another size"));
    }
  }

  private static void together(int threads, Call call) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> {
        try {
          call.make();
        } catch (IOException unexpected) {
          throw new AssertionError(unexpected);
        }
      });
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  /** A request takes 10 milliseconds. @param rounds how many of them five threads need */
  private static void fiveThreads(int rounds) throws Exception {
    try (FileChannel channel = open()) {
      long begin = System.nanoTime();
      together(5, () -> channel.read(ByteBuffer.allocate(10), 0));
      long taken = since(begin);
      check(taken >= rounds * 10_000L && taken < rounds * 10_000L + 2_000, "it took " + taken + " us");
    }
  }

  static void oneIsServedAtATime() throws Exception {
    fiveThreads(5);
  }

  static void twoAreServedAtATime() throws Exception {
    fiveThreads(3);
  }

  static void allAreServedAtOnce() throws Exception {
    fiveThreads(1);
  }

  /** Threads append at once, and nothing is overwritten. */
  static void whatIsAppendedTogetherIsAllThere() throws Exception {
    try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      together(4, () -> channel.write(ByteBuffer.allocate(100)));
      check(channel.size() == 400, "there are " + channel.size() + " bytes");
    }
    try (RandomAccessFile shared = new RandomAccessFile(FILE.toFile(), "r")) {
      together(4, () -> shared.read(new byte[100]));
      check(shared.getFilePointer() == 400, "the position is " + shared.getFilePointer());
    }
  }

  /** The second read is to take three seconds. */
  static void theSecondReadStalls() throws IOException {
    try (FileChannel channel = open()) {
      takes(0, () -> channel.read(ByteBuffer.allocate(1), 0));
      takes(3_000_000, () -> channel.read(ByteBuffer.allocate(1), 0));
      takes(0, () -> channel.read(ByteBuffer.allocate(1), 0));
    }
  }

  /** The sync is to hang. */
  static void oneThreadSyncs() throws IOException {
    try (FileChannel channel = open()) {
      channel.force(true);
    }
  }

  /** The sync is to hang, and it holds the lock. */
  static void othersWaitForTheLock() throws InterruptedException {
    Object lock = new Object();
    together(2, () -> {
      synchronized (lock) {
        oneThreadSyncs();
      }
    });
  }

  /** The sync is to hang, and cannot be interrupted. */
  static void syncIsInterrupted() throws InterruptedException {
    Thread syncing = new Thread(() -> {
      try {
        oneThreadSyncs();
      } catch (IOException closed) {
        throw new AssertionError(closed);
      }
    });
    syncing.start();
    Thread.sleep(1000);
    check(syncing.getState() == Thread.State.RUNNABLE, "it is " + syncing.getState());
    syncing.interrupt();
    syncing.join();
  }

  /** The sync is to hang; another thread polls for it for ever. */
  static void anotherPolls() throws Exception {
    boolean[] done = new boolean[1];
    Thread syncing = new Thread(() -> {
      try {
        oneThreadSyncs();
        synchronized (done) {
          done[0] = true;
        }
      } catch (IOException unexpected) {
        throw new AssertionError(unexpected);
      }
    });
    syncing.start();
    for (boolean seen = false; !seen;) {
      Thread.sleep(10);
      synchronized (done) {
        seen = done[0];
      }
    }
    syncing.join();
  }

  /** The sync is to hang, in a thread that nobody waits for. */
  static void daemonSyncs() {
    Thread syncing = new Thread(() -> {
      try {
        oneThreadSyncs();
      } catch (IOException unexpected) {
        throw new AssertionError(unexpected);
      }
    });
    syncing.setDaemon(true);
    syncing.start();
  }

  /** The sync is to hang; two others wait for each other, which has nothing to do with it. */
  static void othersWaitForEachOther() throws InterruptedException {
    Object left = new Object();
    Object right = new Object();
    CountDownLatch both = new CountDownLatch(2);
    daemonSyncs();
    new Thread(() -> inTurn(left, right, both)).start();
    new Thread(() -> inTurn(right, left, both)).start();
  }

  private static void inTurn(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      try {
        both.await();
      } catch (InterruptedException unexpected) {
        throw new AssertionError(unexpected);
      }
      synchronized (second) {
        check(false, "it got both");
      }
    }
  }
}
