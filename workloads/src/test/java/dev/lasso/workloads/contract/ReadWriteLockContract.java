package dev.lasso.workloads.contract;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** {@link ReentrantReadWriteLock}, fair and not. */
public final class ReadWriteLockContract {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private String tryBoth() {
    boolean read = lock.readLock().tryLock();
    if (read) {
      lock.readLock().unlock();
    }
    boolean write = lock.writeLock().tryLock();
    if (write) {
      lock.writeLock().unlock();
    }
    return "read " + read + ", write " + write;
  }

  public void readersShare(Observations log) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Actor reader = Actor.doing("reader", () -> {
      lock.readLock().lock();
      end.await();
      lock.readLock().unlock();
    }).untilWaiting();
    lock.readLock().lock();
    log.saw("readers", lock.getReadLockCount(), 2);
    log.saw("a third thread", Actor.start("third", this::tryBoth).end(), "returned read true, write false");
    lock.readLock().unlock();
    end.countDown();
    log.saw("reader", reader.end(), "returned nothing");
    log.saw("free", tryBoth(), "read true, write true");
  }

  public void writersExclude(Observations log) throws Exception {
    lock.writeLock().lock();
    log.saw("another", Actor.start("other", this::tryBoth).end(), "returned read false, write false");
    Actor reader = Actor.doing("reader", () -> {
      lock.readLock().lock();
      lock.readLock().unlock();
    }).untilWaiting();
    log.saw("reader waits", lock.hasQueuedThread(reader.thread()), true);
    lock.writeLock().unlock();
    log.saw("reader", reader.end(), "returned nothing");
  }

  public void downgrade(Observations log) throws Exception {
    lock.writeLock().lock();
    lock.readLock().lock();
    lock.writeLock().unlock();
    log.saw("another", Actor.start("other", this::tryBoth).end(), "returned read true, write false");
    log.saw("holds", lock.getReadHoldCount() + " " + lock.getWriteHoldCount(), "1 0");
    lock.readLock().unlock();
  }

  public void noUpgrade(Observations log) throws Exception {
    lock.readLock().lock();
    log.saw("tryLock", lock.writeLock().tryLock(), false);
    log.saw("timed tryLock", lock.writeLock().tryLock(1, TimeUnit.MILLISECONDS), false);
    lock.readLock().unlock();
    log.holds("afterwards", lock.writeLock().tryLock());
    lock.writeLock().unlock();
  }

  public void reentrance(Observations log) throws Exception {
    lock.writeLock().lock();
    lock.writeLock().lock();
    lock.readLock().lock();
    lock.readLock().lock();
    log.saw("holds", lock.getReadHoldCount() + " " + lock.getWriteHoldCount(), "2 2");
    lock.writeLock().unlock();
    lock.writeLock().unlock();
    lock.readLock().unlock();
    log.saw("another", Actor.start("other", this::tryBoth).end(), "returned read true, write false");
    lock.readLock().unlock();
    log.saw("another", Actor.start("other", this::tryBoth).end(), "returned read true, write true");
  }

  public void illegalStates(Observations log) throws Exception {
    String illegal = "threw IllegalMonitorStateException";
    log.call("write unlock", Actor.Deed.body(lock.writeLock()::unlock), illegal);
    log.call("read unlock", Actor.Deed.body(lock.readLock()::unlock), illegal);
    lock.writeLock().lock();
    log.saw("write unlock by another", Actor.doing("other", lock.writeLock()::unlock).end(), illegal);
    lock.writeLock().unlock();
  }

  public void waitingWriterHoldsBackReaders(Observations log) throws Exception {
    for (boolean fair : new boolean[]{false, true}) {
      ReentrantReadWriteLock shared = new ReentrantReadWriteLock(fair);
      shared.readLock().lock();
      Actor writer = Actor.doing("writer", () -> {
        shared.writeLock().lock();
        shared.writeLock().unlock();
      }).untilWaiting();
      Actor reader = Actor.start("reader", () -> {
        shared.readLock().lock();
        boolean writerWasFirst = !shared.hasQueuedThread(writer.thread());
        shared.readLock().unlock();
        return writerWasFirst;
      }).untilWaiting();
      shared.readLock().lock();
      log.saw("reentrant read, fair " + fair, shared.getReadHoldCount(), 2);
      shared.readLock().unlock();
      shared.readLock().unlock();
      log.saw("writer", writer.end(), "returned nothing");
      log.saw("reader after the writer", reader.end(), "returned true");
    }
  }
}
