package dev.lasso.engine.table;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open table and how many read it. Readers come and go without a lock; whoever turns a count of none into retired
 * closes the table.
 */
final class TableHandle {
  private static final int RETIRED = -1;

  private final long number;
  private final TableReader reader;
  private final AtomicInteger pins;
  private volatile boolean readSinceLastPass;
  private volatile boolean readSinceLastSweep;
  private long idleSinceNanos;

  private TableHandle(long number, TableReader reader, int pins) {
    this.number = number;
    this.reader = reader;
    this.pins = new AtomicInteger(pins);
  }

  /** A table that was opened for one reader. */
  static TableHandle pinned(long number, TableReader reader) {
    TableHandle handle = new TableHandle(number, reader, 1);
    handle.mark();
    return handle;
  }

  long number() {
    return number;
  }

  TableReader reader() {
    return reader;
  }

  /** Whether the filter says that the table does not have the key. It needs no pin. */
  boolean rulesOut(Lookup lookup) {
    mark();
    return reader.rulesOut(lookup);
  }

  /** Keeps the table open until {@link #unpin}; false if it is retired. */
  boolean pin() {
    int count = pins.get();
    while (count != RETIRED && !pins.compareAndSet(count, count + 1)) {
      count = pins.get();
    }
    if (count != RETIRED) {
      mark();
    }
    return count != RETIRED;
  }

  void unpin() {
    mark();
    pins.decrementAndGet();
  }

  /** Takes the table out of service if nobody reads it; the one who is told so closes it. */
  boolean retire() {
    return pins.compareAndSet(0, RETIRED);
  }

  /** Whether it was read since this was asked last. For one thread at a time, as is {@link #isIdle}. */
  boolean wasReadSinceLastPass() {
    boolean read = readSinceLastPass;
    readSinceLastPass = false;
    return read;
  }

  /** Whether nobody was seen to read it for {@code idleNanos}, by this and earlier calls. */
  boolean isIdle(long now, long idleNanos) {
    boolean isRead = pins.get() > 0;
    if (readSinceLastSweep || isRead) {
      readSinceLastSweep = false;
      idleSinceNanos = now;
    }
    return !isRead && now - idleSinceNanos >= idleNanos;
  }

  /** The marks are written only where they are not there, since all readers share them. */
  private void mark() {
    if (!readSinceLastPass) {
      readSinceLastPass = true;
    }
    if (!readSinceLastSweep) {
      readSinceLastSweep = true;
    }
  }
}
