package dev.lasso.workloads.contract;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;

/** {@link StampedLock}. */
public final class StampedLockContract {

  private final StampedLock lock = new StampedLock();

  public void optimisticReads(Observations log) throws Exception {
    long stamp = lock.tryOptimisticRead();
    log.holds("valid while nobody writes", stamp != 0 && lock.validate(stamp));
    long write = lock.writeLock();
    log.saw("valid while somebody writes", lock.validate(stamp), false);
    log.saw("one begun now", lock.tryOptimisticRead(), 0);
    lock.unlockWrite(write);
    log.saw("valid after a write", lock.validate(stamp), false);
    long read = lock.readLock();
    long second = lock.tryOptimisticRead();
    lock.unlockRead(read);
    log.holds("readers do not spoil it", lock.validate(second));
  }

  public void exclusion(Observations log) throws Exception {
    long write = lock.writeLock();
    log.saw("others", Actor.start("other",
        () -> lock.tryReadLock() + " " + lock.tryWriteLock() + " " + lock.tryWriteLock(1, TimeUnit.MILLISECONDS)).end(),
        "returned 0 0 0");
    Actor reader = Actor.doing("reader", () -> lock.unlockRead(lock.readLock())).untilWaiting();
    Actor writer = Actor.doing("writer", () -> lock.unlockWrite(lock.writeLock())).untilWaiting();
    lock.unlockWrite(write);
    log.saw("reader", reader.end(), "returned nothing");
    log.saw("writer", writer.end(), "returned nothing");
    log.saw("locked", lock.isReadLocked() || lock.isWriteLocked(), false);
  }

  public void readersShare(Observations log) throws Exception {
    long first = lock.readLock();
    log.saw("other", Actor.start("other", () -> {
      long second = lock.readLock();
      int readers = lock.getReadLockCount();
      boolean write = lock.tryWriteLock() != 0;
      lock.unlockRead(second);
      return readers + " " + write;
    }).end(), "returned 2 false");
    lock.unlock(first);
    log.saw("readers", lock.getReadLockCount(), 0);
  }

  public void notReentrant(Observations log) throws Exception {
    long write = lock.writeLock();
    log.saw("write again", lock.tryWriteLock(), 0);
    log.saw("read", lock.tryReadLock(), 0);
    lock.unlockWrite(write);
    log.call("unlock again", Actor.Deed.body(() -> lock.unlockWrite(write)), "threw IllegalMonitorStateException");
  }

  public void unlockByAnother(Observations log) throws Exception {
    long write = lock.writeLock();
    log.saw("whoever has the stamp", Actor.doing("other", () -> lock.unlockWrite(write)).end(), "returned nothing");
    log.saw("locked", lock.isWriteLocked(), false);
  }

  public void conversions(Observations log) throws Exception {
    long stamp = lock.tryOptimisticRead();
    stamp = lock.tryConvertToWriteLock(stamp);
    log.holds("optimistic to write", stamp != 0 && lock.isWriteLocked());
    stamp = lock.tryConvertToReadLock(stamp);
    log.holds("write to read", stamp != 0 && lock.isReadLocked() && !lock.isWriteLocked());
    stamp = lock.tryConvertToWriteLock(stamp);
    log.holds("the only read to write", stamp != 0 && lock.isWriteLocked());
    stamp = lock.tryConvertToOptimisticRead(stamp);
    log.holds("write to optimistic", stamp != 0 && !lock.isWriteLocked() && lock.validate(stamp));
    long one = lock.readLock();
    long two = lock.readLock();
    log.saw("one of two reads to write", lock.tryConvertToWriteLock(one), 0);
    lock.unlockRead(one);
    lock.unlockRead(two);
  }

  public void views(Observations log) throws Exception {
    lock.asWriteLock().lock();
    log.holds("write view", lock.isWriteLocked());
    log.saw("read view of another", Actor.start("other", lock.asReadLock()::tryLock).end(), "returned false");
    lock.asWriteLock().unlock();
    log.call("condition", lock.asWriteLock()::newCondition, "threw UnsupportedOperationException");
  }
}
