package dev.lasso.engine;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.wal.LogWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead logs that are still needed, oldest first; writes go to the last. A sync covers all of them, oldest
 * first, and one sync runs at a time: {@link #logSyncCv} is where the next waits. Guarded by the engine's mutex, but
 * that the leading writer appends without.
 */
final class LogFiles implements Closeable {
  private final DatabaseFiles files;
  private final Condition logSyncCv;
  private final Deque<Alive> logs = new ArrayDeque<>();
  private volatile @Nullable LogWriter current;
  private volatile boolean empty = true;
  private volatile boolean directorySynced;

  LogFiles(DatabaseFiles files, ReentrantLock mutex) {
    this.files = files;
    this.logSyncCv = mutex.newCondition();
  }

  /** Makes the file of a log; to be followed by {@link #push}. Needs no mutex. */
  LogWriter create(long newNumber) throws IOException {
    return new LogWriter(newNumber, AppendFile.create(files.log(newNumber)));
  }

  void push(LogWriter writer) {
    logs.addLast(new Alive(writer));
    current = writer;
    empty = true;
    directorySynced = false;
  }

  /** The number of the log that writes go to. */
  long number() {
    return current().number();
  }

  boolean isEmpty() {
    return empty;
  }

  void append(WriteBatch batch) throws IOException {
    current().add(batch.record().array(), 0, batch.record().size());
    empty = false;
  }

  /** Waits for the sync that runs, and claims all logs for the next. */
  void beginSync() {
    while (logs.getFirst().gettingSynced) {
      logSyncCv.awaitUninterruptibly();
    }
    logs.forEach(log -> log.gettingSynced = true);
  }

  /** Syncs all claimed logs, and their directory once per log. Without the mutex. */
  void sync() throws IOException {
    for (Alive log : logs) {
      log.writer.sync();
    }
    if (!directorySynced) {
      DatabaseFiles.syncDirectory(files.logDirectory());
      directorySynced = true;
    }
  }

  /** Ends a sync, done or failed. */
  void endSync() {
    logs.forEach(log -> log.gettingSynced = false);
    logSyncCv.signalAll();
  }

  /** Takes out and closes the logs before {@code needed}; answers their numbers. */
  List<Long> dropBefore(long needed) throws IOException {
    List<Long> dropped = new ArrayList<>();
    while (logs.size() > 1 && logs.getFirst().writer.number() < needed) {
      if (logs.getFirst().gettingSynced) {
        logSyncCv.awaitUninterruptibly();
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
    LogWriter writing = current;
    return "log_number=" + (writing == null ? 0 : writing.number()) + " alive_logs=" + logs.size() + " log_empty="
        + empty + " log_dir_synced="
        + directorySynced;
  }

  private LogWriter current() {
    LogWriter writer = current;
    if (writer == null) {
      throw new IllegalStateException("no log is begun yet");
    }
    return writer;
  }

  private static final class Alive {
    private final LogWriter writer;
    private boolean gettingSynced;

    private Alive(LogWriter writer) {
      this.writer = writer;
    }
  }
}
