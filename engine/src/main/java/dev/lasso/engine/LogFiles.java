package dev.lasso.engine;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.wal.LogWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead logs that are still needed, oldest first, one for all column families; writes go to the last. A sync
 * covers all that are not synced for good, oldest first, and one sync runs at a time: {@link #logSyncCv} is where the
 * next waits. Guarded by the engine's mutex, but that the leading writer appends without.
 */
final class LogFiles implements Closeable {
  private static final long NOTHING_SYNCED = -1;

  private final DatabaseFiles files;
  private final ReentrantLock mutex;
  private final EngineStatistics statistics;
  private final boolean triesAgain;
  private final Condition logSyncCv;
  private final Deque<Alive> logs = new ArrayDeque<>();
  private volatile @Nullable Alive current;
  private volatile boolean empty = true;
  private volatile boolean syncing;
  private long syncedMicros = NOTHING_SYNCED;
  private long appendedBytes;

  /** No logs yet. @param triesAgain whether a sync that has failed is tried again, which is a quirk */
  LogFiles(DatabaseFiles files, ReentrantLock mutex, EngineStatistics statistics, boolean triesAgain) {
    this.files = files;
    this.mutex = mutex;
    this.statistics = statistics;
    this.triesAgain = triesAgain;
    this.logSyncCv = mutex.newCondition();
  }

  /** Makes the file of a log; to be followed by {@link #push}. Needs no mutex. */
  LogWriter create(long newNumber) throws IOException {
    AppendFile file = AppendFile.create(files.log(newNumber));
    return new LogWriter(newNumber, triesAgain ? file.tryingSyncsAgain() : file);
  }

  void push(LogWriter writer) {
    Alive pushed = new Alive(writer);
    logs.addLast(pushed);
    current = pushed;
    empty = true;
  }

  /** The number of the log that writes go to. */
  long number() {
    return current().writer.number();
  }

  boolean isEmpty() {
    return empty;
  }

  /** The size of all logs, in bytes. */
  long totalBytes() {
    return logs.stream().mapToLong(log -> log.writer.size()).sum();
  }

  /** The number of the oldest log, or 0 if the column families with data in it are being flushed already. */
  long oldestToFlush() {
    Alive oldest = logs.getFirst();
    return oldest.gettingFlushed ? 0 : oldest.writer.number();
  }

  /** The logs from number {@code first} on, and how long they are. While nobody writes. */
  List<Length> lengthsFrom(long first) {
    return logs.stream().filter(log -> log.writer.number() >= first)
        .map(log -> new Length(log.writer.number(), log.writer.size())).toList();
  }

  /** Notes that the column families with data in the log of that number are being flushed. */
  void markGettingFlushed(long number) {
    for (Alive log : logs) {
      log.gettingFlushed |= log.writer.number() == number;
    }
  }

  void append(WriteBatch batch) throws IOException {
    current().writer.add(batch.record().array(), 0, batch.record().size());
    empty = false;
    appendedBytes += batch.record().size();
  }

  /** The bytes of all records appended so far. For the one that appends. */
  long appendedBytes() {
    return appendedBytes;
  }

  /** The files of the logs that are needed, oldest first. */
  List<Path> paths() {
    return logs.stream().map(log -> files.log(log.writer.number())).toList();
  }

  /** Waits for the sync that runs, and claims all logs for the next. */
  List<Alive> beginSync() {
    awaitSync();
    syncing = true;
    return logs.stream().filter(log -> !log.synced).toList();
  }

  /**
   * Syncs claimed logs, and their directory once per log. Without the mutex. What is appended meanwhile may be left
   * out, so the log that grows when it begins is not synced for good.
   */
  void sync(List<Alive> claimed) throws IOException {
    long began = System.nanoTime();
    Alive growing = current;
    for (Alive log : claimed) {
      log.writer.sync();
    }
    if (claimed.stream().anyMatch(log -> !log.directorySynced)) {
      DatabaseFiles.syncDirectory(files.logDirectory());
      claimed.forEach(log -> log.directorySynced = true);
    }
    claimed.forEach(log -> log.synced = log != growing);
    syncedMicros = (System.nanoTime() - began) / 1000;
  }

  /** Ends a sync, done or failed. */
  void endSync() {
    if (syncedMicros != NOTHING_SYNCED) {
      statistics.walSynced(syncedMicros);
      syncedMicros = NOTHING_SYNCED;
    }
    syncing = false;
    logSyncCv.signalAll();
  }

  /** Waits for the sync that runs. With the mutex. */
  void awaitSync() {
    while (syncing) {
      logSyncCv.awaitUninterruptibly();
    }
  }

  /** Syncs the logs that writes went to before the present one. With the mutex, which is let go of meanwhile. */
  void syncClosed() throws IOException {
    List<Alive> closed = new ArrayList<>(beginSync());
    closed.remove(current);
    syncClaimed(closed);
  }

  /** Syncs claimed logs and ends the sync. With the mutex, which is let go of meanwhile. */
  void syncClaimed(List<Alive> claimed) throws IOException {
    mutex.unlock();
    try {
      if (!claimed.isEmpty()) {
        sync(claimed);
      }
    } finally {
      mutex.lock();
      endSync();
    }
  }

  /** Takes out and closes the logs before {@code needed}; answers their numbers. */
  List<Long> dropBefore(long needed) throws IOException {
    List<Long> dropped = new ArrayList<>();
    while (logs.size() > 1 && logs.getFirst().writer.number() < needed) {
      if (syncing) {
        awaitSync();
        continue;
      }
      LogWriter writer = logs.removeFirst().writer;
      writer.close();
      dropped.add(writer.number());
    }
    return dropped;
  }

  @Override
  public void close() throws IOException {
    for (Alive log : logs) {
      log.writer.close();
    }
  }

  String describe() {
    Alive writing = current;
    return "log_number=" + (writing == null ? 0 : writing.writer.number()) + " alive_logs=" + logs.size()
        + " log_empty=" + empty + " getting_synced=" + syncing + " log_dir_synced="
        + (writing != null && writing.directorySynced);
  }

  private Alive current() {
    Alive log = current;
    if (log == null) {
      throw new IllegalStateException("no log is begun yet");
    }
    return log;
  }

  /** How much of a log there is, in bytes. */
  record Length(long number, long bytes) {}

  /** One log. Once {@code synced}, it holds all that it ever will, and survives the machine. */
  static final class Alive {
    private final LogWriter writer;
    private boolean gettingFlushed;
    private volatile boolean directorySynced;
    private volatile boolean synced;

    private Alive(LogWriter writer) {
      this.writer = writer;
    }
  }
}
