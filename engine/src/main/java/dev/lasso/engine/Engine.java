package dev.lasso.engine;

import dev.lasso.engine.cache.BlockCache;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.log.MicrosClock;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.Settings;
import dev.lasso.engine.table.TableCache;
import dev.lasso.engine.version.VersionSet;
import dev.lasso.engine.write.StallConditions;
import dev.lasso.engine.write.WriteController;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open database: one per directory, used by any number of threads.
 *
 * <p>{@link #mutex} guards everything but the inside of the log and the active memtable, which the leading writer has
 * for itself. {@link #bgCv} is signalled when background work has ended; stopped writers, flush calls, manual
 * compactions and close wait on it. A failed flush or compaction (with paranoid_checks) is kept as the background
 * error: no write is made after it.
 */
public final class Engine implements Closeable {
  final ReentrantLock mutex = new ReentrantLock();
  final Condition bgCv = mutex.newCondition();
  final Settings settings;
  final KeyComparator keys;
  final DatabaseFiles files;
  final InfoLog infoLog;
  final MicrosClock clock;
  final WriteController controller;
  final VersionSet versions;
  final TableCache tables;
  final LogFiles logs;
  final ColumnFamily family;
  final WorkScheduler scheduler;
  final FlushWork flushes = new FlushWork(this);
  final CompactionWork compactions = new CompactionWork(this);
  final ReadPath reads;
  private final WritePath writePath = new WritePath(this);
  private final List<EventListener> listeners;
  private final Closeable directoryLock;
  private final AtomicInteger nextJobId = new AtomicInteger(1);
  private final AtomicInteger backgroundErrors = new AtomicInteger();
  private volatile @Nullable Throwable bgError;
  private volatile boolean shuttingDown;
  private volatile boolean closed;
  private boolean closing;
  private boolean refusesToStop;

  Engine(DatabaseFiles files, Settings settings, KeyComparator keys, @Nullable MergeOperator operator,
      List<EventListener> listeners, InfoLog infoLog, Closeable directoryLock) {
    this.files = files;
    this.settings = settings;
    this.keys = keys;
    this.listeners = listeners;
    this.infoLog = infoLog;
    this.directoryLock = directoryLock;
    this.clock = infoLog.clock();
    this.controller = new WriteController(settings.stall().delayedWriteRate());
    this.versions = new VersionSet(files, settings.shape(), keys, keys.name(), mutex);
    this.tables = new TableCache(files, settings.caches());
    this.reads = new ReadPath(this, operator);
    this.logs = new LogFiles(files, mutex);
    this.family = new ColumnFamily(settings.buffers(), keys, versions,
        new StallConditions(ColumnFamily.DEFAULT, settings.stall(), controller, infoLog));
    this.scheduler = new WorkScheduler(this, settings.background());
  }

  /**
   * Opens the database in {@code directory}, or makes it if create_if_missing is set.
   *
   * @throws OptionsException if the options cannot be served; nothing is written then
   * @throws IOException if it is damaged, in use, or cannot be read or written
   */
  public static Engine open(Path directory, Options options, Extensions extensions) throws IOException {
    return new Opening(directory, options, extensions).open();
  }

  /** Sets {@code key} to {@code value}. */
  public void put(byte[] key, byte[] value) {
    write(WriteOptions.standard(), new WriteBatch().put(key, value));
  }

  /** Removes {@code key}. */
  public void delete(byte[] key) {
    write(WriteOptions.standard(), new WriteBatch().delete(key));
  }

  /** Applies {@code operand} to the value of {@code key} by the merge operator. */
  public void merge(byte[] key, byte[] operand) {
    write(WriteOptions.standard(), new WriteBatch().merge(key, operand));
  }

  /** {@link #write(WriteOptions, WriteBatch)} with the log and without a sync. */
  public void write(WriteBatch batch) {
    write(WriteOptions.standard(), batch);
  }

  /**
   * Makes the changes of a batch, all or none. It may sleep or wait while writes are delayed or stopped. The batch must
   * not be changed meanwhile and can be used again afterwards.
   *
   * @throws EngineException if the engine is closed, has a background error, or cannot write
   */
  public void write(WriteOptions options, WriteBatch batch) {
    checkOpen();
    reads.check(batch);
    writePath.write(options, batch);
  }

  /**
   * The value of {@code key}, or null if it has none.
   *
   * @throws IOException if a table cannot be read or is damaged
   */
  public byte @Nullable [] get(byte[] key) throws IOException {
    return get(ReadOptions.standard(), key);
  }

  /**
   * The value of {@code key}, or null if it has none. Bounds do not matter.
   *
   * @throws IOException if a table cannot be read or is damaged
   */
  public byte @Nullable [] get(ReadOptions options, byte[] key) throws IOException {
    return reads.get(family, options, key);
  }

  /** A position among all keys, to be closed. */
  public EngineIterator iterator(ReadOptions options) {
    return reads.iterator(family, options);
  }

  /** The present moment, to be closed. */
  public Snapshot snapshot() {
    return reads.snapshot();
  }

  /**
   * Writes everything in memory to a table and waits until that is done.
   *
   * @throws IOException if a log cannot be made
   * @throws EngineException if the engine is closed or its background work has failed
   */
  public void flush() throws IOException {
    mutex.lock();
    try {
      checkOpen();
      if (family.active().isEmpty() && family.immutable.size() == 0) {
        return;
      }
      writePath.switchForFlush();
      family.immutable.requestFlush();
      scheduler.schedulePending(family);
      while (family.immutable.size() > 0) {
        awaitBackground();
      }
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Asks for a flush and does not wait, neither for its end nor for a writer: full memtables are flushed as soon as
   * there is a thread for it; where there is none, the next write switches the active one.
   */
  public void requestFlush() {
    mutex.lock();
    try {
      checkOpen();
      if (family.immutable.size() == 0) {
        writePath.requestSwitch();
      } else if (family.immutable.waiting() > 0) {
        family.immutable.requestFlush();
        scheduler.schedulePending(family);
      }
    } finally {
      mutex.unlock();
    }
  }

  /** Memory of all memtables, in bytes. Takes no lock. */
  public long memTableBytes() {
    return family.memoryBytes();
  }

  /** How many tables have their file open. */
  public int openTables() {
    return tables.openTables();
  }

  /**
   * Closes the files of tables that were not read for {@code idleNanos}, as long as more than {@code least} are open;
   * the next read opens them again.
   *
   * @return how many were closed
   */
  public int closeIdleTables(long idleNanos, int least) throws IOException {
    return tables.closeIdle(idleNanos, least);
  }

  /**
   * Fails the writers that are stopped in the brake, and from now on every writer that would be: what a close begins
   * with that must not wait for them. Other writes go on.
   */
  public void releaseStoppedWriters() {
    mutex.lock();
    try {
      refusesToStop = true;
      bgCv.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  /** The LOG. */
  public InfoLog infoLog() {
    return infoLog;
  }

  /**
   * Flushes, then compacts all data down to one level, whatever the limits on background compactions, and waits until
   * that is done. With disable_auto_compactions this is how a bulk load ends.
   *
   * @throws IOException if it fails
   * @throws EngineException if the engine is closed or its background work has failed
   */
  public void manualCompaction() throws IOException {
    new ManualCompaction(this).run();
  }

  /**
   * Closes the database: writes that no log holds are flushed, background work that has not begun is taken back, and
   * work that runs is waited for. A second call waits for the first. As in RocksDB 4.9, a writer that is stopped in the
   * brake is not released; {@link #releaseStoppedWriters} does that.
   */
  @Override
  public void close() throws IOException {
    mutex.lock();
    try {
      while (closing && !closed) {
        bgCv.awaitUninterruptibly();
      }
      if (closed) {
        return;
      }
      closing = true;
    } finally {
      mutex.unlock();
    }
    try {
      flushUnpersisted();
    } finally {
      shutDown();
    }
  }

  /** The blocks that reads have left in memory: how much they take, and how to get some of it back. */
  public BlockCache<?> blockCache() {
    return tables.blocks();
  }

  /** The state, a few values a line, for a dump. It takes no lock, so it shows what a hung engine looks like. */
  public String describe() {
    Throwable error = bgError;
    StringBuilder counts = new StringBuilder();
    for (int count : versions.current().fileCounts()) {
      counts.append(counts.isEmpty() ? "" : " ").append(count);
    }
    return String.join("\n", controller.describe(), scheduler.describe(),
        "levels [" + counts + "] immutable_memtables=" + family.immutable.size() + " active_memtable_bytes="
            + family.active().memoryBytes(),
        logs.describe() + " manifest=" + versions.manifestNumber(), writePath.describe(),
        "bg_error=" + (error == null ? "OK" : error) + " next_job_id=" + nextJobId.get() + " listeners="
            + listeners.size() + " last_sequence=" + versions.lastSequence() + " shutting_down=" + shuttingDown);
  }

  int nextJobId() {
    return nextJobId.getAndIncrement();
  }

  int countBackgroundError() {
    return backgroundErrors.incrementAndGet();
  }

  boolean isShuttingDown() {
    return shuttingDown;
  }

  /** Whether writers are released from the brake. With the mutex. */
  boolean refusesToStop() {
    return refusesToStop;
  }

  @Nullable
  Throwable bgError() {
    return bgError;
  }

  /** Keeps the first background error and wakes whoever waits for background work. With the mutex. */
  void setBackgroundError(Throwable error) {
    if (bgError == null) {
      bgError = error;
      bgCv.signalAll();
    }
  }

  void throwBackgroundError() {
    Throwable error = bgError;
    if (error != null) {
      throw new EngineException("background error: " + error.getMessage(), error);
    }
  }

  /** Waits for background work to end; throws if none will. With the mutex. */
  void awaitBackground() {
    throwBackgroundError();
    if (shuttingDown) {
      throw new EngineException("the engine is closing");
    }
    bgCv.awaitUninterruptibly();
  }

  /** What every change of memtables or tables ends with. With the mutex. */
  void installSuperVersionAndScheduleWork(ColumnFamily changed) {
    changed.installSuperVersion();
    scheduler.schedulePending(changed);
  }

  /** Tells the listeners; without the mutex. One that throws is logged, and keeps nobody from working on. */
  void notifyListeners(Consumer<EventListener> event) {
    for (EventListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        infoLog.error("A listener failed: " + e);
      }
    }
  }

  /** Opens the log for writes and lets background work begin; the last step of {@link Opening}. */
  void start() {
    mutex.lock();
    try {
      scheduler.opened();
    } finally {
      mutex.unlock();
    }
  }

  /** Ends what runs and closes the files; also after a failed open. */
  void shutDown() throws IOException {
    mutex.lock();
    shuttingDown = true;
    bgCv.signalAll();
    mutex.unlock();
    scheduler.unschedule();
    mutex.lock();
    try {
      while (!scheduler.isIdle()) {
        bgCv.awaitUninterruptibly();
      }
    } finally {
      mutex.unlock();
    }
    scheduler.closePools();
    mutex.lock();
    try {
      closeFiles();
    } finally {
      closed = true;
      bgCv.signalAll();
      mutex.unlock();
    }
  }

  private void flushUnpersisted() throws IOException {
    if (writePath.hasUnpersistedData() && bgError == null) {
      flush();
    }
  }

  private void closeFiles() throws IOException {
    try (directoryLock; infoLog; versions; logs; tables) {
      infoLog.info("Closed");
    }
  }

  void checkOpen() {
    if (closed || shuttingDown) {
      throw new EngineException("the engine is closed");
    }
  }
}
