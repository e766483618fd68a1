package dev.lasso.engine.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.server.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ThreadPoolTest {
  private final ThreadPool pool = new ThreadPool("HIGH");
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    pool.close();
  }

  @Test
  void threadsStartWithTheFirstWork() throws InterruptedException {
    pool.ensureThreads(2);
    assertEquals("thread_pool HIGH queue=0 threads=0 limit=2", pool.describe());
    run(() -> ran.add(Thread.currentThread().getName()));
    assertTrue(ran.get(0).startsWith("rocksdb:bg"), ran::toString);
    assertEquals("thread_pool HIGH queue=0 threads=2 limit=2", pool.describe());
  }

  @Test
  void workIsDoneInOrderByOneThread() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      String name = "" + i;
      pool.schedule(() -> ran.add(name), () -> {});
    }
    run(() -> ran.add("last"));
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "last"), ran);
  }

  @Test
  void unscheduleTakesOnlyWhatHasNotBegun() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    pool.schedule(() -> {
      begun.countDown();
      Patience.await(release);
      ran.add("begun");
    }, () -> ran.add("wrong"));
    Patience.await(begun);
    pool.schedule(() -> ran.add("wrong"), () -> ran.add("taken"));
    assertEquals(1, pool.unschedule());
    release.countDown();
    pool.close();
    assertEquals(List.of("taken", "begun"), ran);
  }

  @Test
  void threadsThatCannotBeStartedLeaveTheWorkToTheOthers() throws InterruptedException {
    int[] starts = new int[1];
    InheritableThreadLocal<String> second = new InheritableThreadLocal<>() {
      @Override
      protected String childValue(String parent) {
        if (++starts[0] == 2) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        return parent;
      }
    };
    second.set("inherited");
    pool.ensureThreads(2);
    try {
      run(() -> ran.add("1"));
      assertEquals("thread_pool HIGH queue=0 threads=1 limit=2", pool.describe());
      run(() -> ran.add("2"));
      assertEquals("thread_pool HIGH queue=0 threads=2 limit=2", pool.describe());
    } finally {
      second.remove();
    }
  }

  @Test
  void aLowerLimitEndsTheSurplusThreads() throws InterruptedException {
    pool.setThreads(3);
    run(() -> {});
    pool.setThreads(1);
    for (int i = 0; i < 6000 && !pool.describe().contains("threads=1"); i++) {
      Thread.sleep(10);
    }
    run(() -> ran.add(Thread.currentThread().getName()));
    assertEquals(List.of("rocksdb:bg0"), ran);
  }

  @Test
  void aClosedPoolTakesNoWork() {
    pool.close();
    pool.schedule(() -> ran.add("wrong"), () -> {});
    assertEquals("thread_pool HIGH queue=0 threads=0 limit=1", pool.describe());
    assertFalse(ran.contains("wrong"));
  }

  private void run(Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    pool.schedule(() -> {
      work.run();
      done.countDown();
    }, () -> {});
    assertTrue(done.await(60, TimeUnit.SECONDS), pool::describe);
  }
}
