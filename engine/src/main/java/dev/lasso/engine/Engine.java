package dev.lasso.engine;

import dev.lasso.engine.cache.BlockCache;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.log.MicrosClock;
import dev.lasso.engine.options.DatabaseLimits;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.options.Settings;
import dev.lasso.engine.rate.RateLimiter;
import dev.lasso.engine.statistics.Statistics;
import dev.lasso.engine.table.TableCache;
import dev.lasso.engine.version.VersionSet;
import dev.lasso.engine.write.WriteController;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open database: one per directory, used by any number of threads. It has one or more column families, each a key
 * space of its own; what is written without naming one goes to the default family.
 *
 * <p>{@link #mutex} guards everything but the inside of the log and the active memtables, which the leading writer has
 * for itself. {@link #bgCv} is signalled when background work has ended; stopped writers, flush calls, manual
 * compactions and close wait on it. A failed flush or compaction (with paranoid_checks), a failed sync and a failed
 * write to a log or manifest (always) are kept as the background error: no write is made after it.
 */
public final class Engine implements Closeable {
  final ReentrantLock mutex = new ReentrantLock();
  final Condition bgCv = mutex.newCondition();
  final EngineStatistics statistics = new EngineStatistics(this);
  final Settings settings;
  /** Guarded by the mutex. */
  DatabaseLimits limits;

  final DatabaseFiles files;
  final InfoLog infoLog;
  final MicrosClock clock;
  final WriteController controller;
  final VersionSet versions;
  final LogFiles logs;
  final ColumnFamilies families;
  final WorkScheduler scheduler;
  final BackgroundError backgroundError = new BackgroundError(this);
  final FlushWork flushes = new FlushWork(this);
  final CompactionWork compactions = new CompactionWork(this);
  final Ingestions ingestions = new Ingestions(this);
  final Purges purges = new Purges(this);
  final ManualCompactions manualCompactions = new ManualCompactions(this);
  final TableCache tables;
  final MemTableSwitch memTables = new MemTableSwitch(this);
  final WritePath writePath = new WritePath(this);
  final ReadPath reads = new ReadPath(this);
  final @Nullable RateLimiter rateLimiter;
  final OptionsRecord optionsRecord = new OptionsRecord(this);
  /** Held by whoever makes a checkpoint. */
  final ReentrantLock checkpoints = new ReentrantLock();
  private final Closing closing = new Closing(this);
  private final Listeners listeners;
  private final Closeable directoryLock;
  private final AtomicInteger nextJobId = new AtomicInteger(1);

  Engine(DatabaseFiles files, Options options, Extensions extensions, InfoLog infoLog, Closeable directoryLock) {
    this.files = files;
    this.settings = options.settings();
    this.limits = settings.limits();
    this.infoLog = infoLog;
    this.listeners = new Listeners(extensions.listeners(), infoLog);
    this.directoryLock = directoryLock;
    this.rateLimiter = extensions.rateLimiter();
    this.clock = infoLog.clock();
    this.tables = new TableCache(files, options.caches());
    this.controller = new WriteController(limits.delayedWriteRate());
    this.versions = new VersionSet(files, mutex);
    this.logs = new LogFiles(files, mutex, statistics, settings.has(Quirk.FAILED_SYNC_IS_TRIED_AGAIN));
    this.families = new ColumnFamilies(this, options, extensions);
    this.scheduler = new WorkScheduler(this);
  }

  /**
   * Opens the database in {@code directory} with all its column families, which the options name, or makes it if
   * create_if_missing is set. An open that fails lets go of everything that it took.
   *
   * @throws OptionsException if the options cannot be served; nothing is written then
   * @throws IOException if it is damaged, in use, or cannot be read or written
   */
  public static Engine open(Path directory, Options options, Extensions extensions) throws IOException {
    return new Opening(directory, options, extensions).open();
  }

  /**
   * The names of the column families of the database in {@code directory}, in the order in which they were made. It
   * need not be open.
   *
   * @throws IOException if there is none, or its manifest is damaged
   */
  public static List<String> listColumnFamilies(Path directory) throws IOException {
    return VersionSet.familyNames(new DatabaseFiles(directory, directory));
  }

  /**
   * Makes an empty column family.
   *
   * @throws OptionsException if the name or the options cannot be served
   * @throws EngineException if there is one of that name, or the engine takes no writes
   * @throws IOException if the manifest cannot be written
   */
  public ColumnFamilyHandle createColumnFamily(String name, FamilyOptions options) throws IOException {
    mutex.lock();
    try {
      return handle(changeFamilies(() -> families.create(name, options)));
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Drops a column family: it takes no more writes. Its data goes when the last handle is closed.
   *
   * @throws EngineException if it is dropped already, is the default one, or the engine takes no writes
   * @throws IOException if the manifest cannot be written
   */
  public void dropColumnFamily(ColumnFamilyHandle family) throws IOException {
    mutex.lock();
    try {
      changeFamilies(() -> families.drop(family.of(this)));
    } finally {
      mutex.unlock();
    }
  }

  /**
   * A handle of the column family of that name, to be closed by the caller.
   *
   * @throws EngineException if there is none
   */
  public ColumnFamilyHandle columnFamily(String name) {
    mutex.lock();
    try {
      checkOpen();
      return handle(families.named(name));
    } finally {
      mutex.unlock();
    }
  }

  /** Sets {@code key} to {@code value}. */
  public void put(byte[] key, byte[] value) {
    write(WriteOptions.standard(), new WriteBatch().put(key, value));
  }

  /** Sets {@code key} to {@code value} in a column family. */
  public void put(ColumnFamilyHandle family, byte[] key, byte[] value) {
    write(WriteOptions.standard(), new WriteBatch().put(family, key, value));
  }

  /** Removes {@code key}. */
  public void delete(byte[] key) {
    write(WriteOptions.standard(), new WriteBatch().delete(key));
  }

  /** Removes {@code key} from a column family. */
  public void delete(ColumnFamilyHandle family, byte[] key) {
    write(WriteOptions.standard(), new WriteBatch().delete(family, key));
  }

  /** Applies {@code operand} to the value of {@code key} by the merge operator. */
  public void merge(byte[] key, byte[] operand) {
    write(WriteOptions.standard(), new WriteBatch().merge(key, operand));
  }

  /** Applies {@code operand} to the value of {@code key} in a column family by the family's merge operator. */
  public void merge(ColumnFamilyHandle family, byte[] key, byte[] operand) {
    write(WriteOptions.standard(), new WriteBatch().merge(family, key, operand));
  }

  /** {@link #write(WriteOptions, WriteBatch)} with the log and without a sync. */
  public void write(WriteBatch batch) {
    write(WriteOptions.standard(), batch);
  }

  /**
   * Makes the changes of a batch, all or none. It may sleep or wait while writes are delayed or stopped. The batch must
   * not be changed meanwhile and can be used again afterwards.
   *
   * @throws EngineException if the engine is closed, has a background error, or cannot write, or a column family of the
   *         batch is dropped
   */
  public void write(WriteOptions options, WriteBatch batch) {
    checkOpen();
    if (batch.hasOperands()) {
      families.standard().checkMerges();
    }
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

  /** {@link #get(byte[])} from a column family, which may be dropped. */
  public byte @Nullable [] get(ColumnFamilyHandle family, byte[] key) throws IOException {
    return get(ReadOptions.standard(), family, key);
  }

  /**
   * The value of {@code key}, or null if it has none. Bounds do not matter.
   *
   * @throws IOException if a table cannot be read or is damaged
   */
  public byte @Nullable [] get(ReadOptions options, byte[] key) throws IOException {
    return reads.get(families.standard(), options, key);
  }

  /** {@link #get(ReadOptions, byte[])} from a column family, which may be dropped. */
  public byte @Nullable [] get(ReadOptions options, ColumnFamilyHandle family, byte[] key) throws IOException {
    return reads.get(family.of(this), options, key);
  }

  /** A position among all keys of the default column family, to be closed. */
  public EngineIterator iterator(ReadOptions options) {
    return reads.iterator(families.standard(), options);
  }

  /** A position among all keys of a column family, which may be dropped; to be closed. */
  public EngineIterator iterator(ReadOptions options, ColumnFamilyHandle family) {
    return reads.iterator(family.of(this), options);
  }

  /** The present moment of all column families, to be closed. */
  public Snapshot snapshot() {
    return reads.snapshot();
  }

  /**
   * Writes everything in memory of the default column family to a table and waits until that is done.
   *
   * @throws IOException if a log cannot be made
   * @throws EngineException if the engine is closed or its background work has failed
   */
  public void flush() throws IOException {
    flush(families.standard());
  }

  /** {@link #flush()} for a column family. */
  public void flush(ColumnFamilyHandle family) throws IOException {
    flush(family.of(this));
  }

  void flush(ColumnFamily family) throws IOException {
    flush(family, ManualFlush::run);
  }

  private void flush(ColumnFamily family, ManualFlush.How how) throws IOException {
    listeners.checkIsNone("flush");
    mutex.lock();
    try {
      checkOpen();
      how.run(new ManualFlush(this, family));
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Writes everything in memory of every column family to tables and waits until that is done. One that is dropped
   * meanwhile is left out.
   *
   * @throws IOException if a log cannot be made
   * @throws EngineException if the engine is closed or its background work has failed
   */
  public void flushAll() throws IOException {
    for (ColumnFamily family : List.copyOf(families.all())) {
      flushUnlessDropped(family, ManualFlush::run);
    }
  }

  /** {@link #flushAll} that waits until each flush slows no writer down, where waiting can help. */
  void flushAllWithoutStall() throws IOException {
    for (ColumnFamily family : List.copyOf(families.all())) {
      flushUnlessDropped(family, ManualFlush::runWithoutStall);
    }
  }

  private void flushUnlessDropped(ColumnFamily family, ManualFlush.How how) throws IOException {
    try {
      flush(family, how);
    } catch (EngineException e) {
      if (!family.isDropped()) {
        throw e;
      }
    }
  }

  /**
   * Asks for flushes and does not wait, neither for their end nor for a writer: full memtables are flushed as soon as
   * there is a thread for it; where there are none, the next write switches the largest active one.
   */
  public void requestFlush() {
    mutex.lock();
    try {
      checkOpen();
      memTables.requestFlush();
    } finally {
      mutex.unlock();
    }
  }

  /** {@link #setOptions(ColumnFamilyHandle, Map)} for the default column family. */
  public void setOptions(Map<String, String> values) throws IOException {
    setOptions(families.standard(), values);
  }

  /**
   * Changes options of a column family while it is open: those that RocksDB 4.9 lets change, limits and sizes. Writers
   * that the change relieves go on at once. The next open does not know of it.
   *
   * @throws OptionsException if one of the options cannot change, or a value is not for it; none is changed then
   * @throws IOException if the OPTIONS file cannot be written; the change holds all the same
   */
  public void setOptions(ColumnFamilyHandle family, Map<String, String> values) throws IOException {
    setOptions(family.of(this), values);
  }

  private void setOptions(ColumnFamily family, Map<String, String> values) throws IOException {
    changeOptions(() -> new OptionsChange(this, family, values).run());
  }

  /**
   * Changes options of the whole database while it is open: how many compactions may run, the rate of slowed writers
   * and the limit on the logs, as RocksDB does since 5.0. Work that the change allows begins at once, also if writers
   * are stopped for want of it. The next open does not know of it.
   *
   * @throws OptionsException if one of the options cannot change, or a value cannot be served; none is changed then
   * @throws IOException if the OPTIONS file cannot be written; the change holds all the same
   */
  public void setDBOptions(Map<String, String> values) throws IOException {
    changeOptions(() -> new DatabaseOptionsChange(this, values).run());
  }

  private void changeOptions(OptionsChange.Action change) throws IOException {
    mutex.lock();
    try {
      checkOpen();
      change.run();
    } catch (IOException e) {
      backgroundError.failed(e);
      throw e;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Makes a copy of the database in {@code directory}, which must not exist, without disturbing writers: everything
   * written before the call is in it, and it opens as a database with the same options. Tables are hard links where the
   * file system can.
   *
   * @throws IOException if it cannot be made; what there was of it is deleted
   * @throws EngineException if the engine is closed or its background work has failed
   */
  public void checkpoint(Path directory) throws IOException {
    listeners.checkIsNone("checkpoint");
    new Checkpoint(this, directory).create();
  }

  /**
   * Makes every write so far that is in the log survive the machine. Other threads can write meanwhile; syncs follow
   * each other.
   *
   * @throws IOException if it fails; no write is made after that
   * @throws EngineException if the engine is closed or has a background error
   */
  public void syncWal() throws IOException {
    writePath.syncLogs();
  }

  /**
   * Ends background work for good: flushes writes that no log holds, then lets no flush or compaction begin. Whoever
   * waits for one, and a writer that is stopped, gets an error. Reads and logged writes go on until writes would stop;
   * writes without the log are refused.
   *
   * @param wait return only once no background work runs
   * @throws EngineException if the engine is closed, or writes that no log holds could not be flushed: they are lost
   */
  public void cancelAllBackgroundWork(boolean wait) throws IOException {
    listeners.checkIsNone("cancelAllBackgroundWork");
    closing.cancel(wait);
  }

  /** Memory of all memtables, in bytes. Takes no lock. */
  public long memTableBytes() {
    return families.memoryBytes();
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
   * Fails the writers that are stopped in the brake, and from now on every writer that would be. {@link #close} begins
   * with that; a caller does who has writes of its own to end before. Other writes go on.
   */
  public void releaseStoppedWriters() {
    mutex.lock();
    try {
      closing.releaseStopped();
    } finally {
      mutex.unlock();
    }
  }

  /** The LOG. */
  public InfoLog infoLog() {
    return infoLog;
  }

  /**
   * Flushes the default column family, then compacts all its data down to one level, whatever the limits on background
   * compactions, and waits until that is done. With disable_auto_compactions this is how a bulk load ends.
   *
   * @throws IOException if it fails
   * @throws EngineException if manual compactions are disabled, also while it runs, the engine is closed, or its
   *         background work has failed
   */
  public void manualCompaction() throws IOException {
    manualCompaction(families.standard(), CompactionRange.all());
  }

  /** {@link #manualCompaction()} for a column family. */
  public void manualCompaction(ColumnFamilyHandle family) throws IOException {
    manualCompaction(family.of(this), CompactionRange.all());
  }

  /** Compacts what a column family has in a key range, as {@link #manualCompaction()} does with all. */
  public void manualCompaction(ColumnFamilyHandle family, CompactionRange range) throws IOException {
    manualCompaction(family.of(this), range);
  }

  private void manualCompaction(ColumnFamily family, CompactionRange range) throws IOException {
    listeners.checkIsNone("manualCompaction");
    manualCompactions.compact(family, range);
  }

  /**
   * Refuses manual compactions from now on, ends those that wait, and waits for those that run, which stop early. Each
   * call is to be taken back by {@link #enableManualCompaction}.
   */
  public void disableManualCompaction() {
    listeners.checkIsNone("disableManualCompaction");
    mutex.lock();
    try {
      checkOpen();
      manualCompactions.disable();
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Takes back one {@link #disableManualCompaction}.
   *
   * @throws EngineException if there is none to take back
   */
  public void enableManualCompaction() {
    mutex.lock();
    try {
      manualCompactions.enable();
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Compacts tables of a column family, and all that must go with them, into {@code outputLevel}, on the caller's
   * thread. {@link #tables} names the tables.
   *
   * @throws EngineException if a table is not there or is being compacted, the level takes none, the engine is closed,
   *         or its background work has failed
   * @throws IOException if a table cannot be read or written
   */
  public void compactFiles(ColumnFamilyHandle family, List<Long> numbers, int outputLevel) throws IOException {
    listeners.checkIsNone("compactFiles");
    new FilesCompaction(this, family.of(this)).run(numbers, outputLevel);
  }

  /**
   * Takes table files that {@link TableFileWriter} made into a column family, all or none: what they hold is newer than
   * everything written before, and durable when the call returns. The files are copied.
   *
   * @throws EngineException if a file was made otherwise or for another order, they overlap each other, or the engine
   *         takes no writes; nothing is changed then
   * @throws IOException if a file is damaged or cannot be read or copied; nothing is changed then
   */
  public void ingest(ColumnFamilyHandle family, List<Path> files) throws IOException {
    listeners.checkIsNone("ingest");
    new Ingestion(this, family.of(this)).run(files);
  }

  /** The write-ahead logs that are needed, oldest first, at a moment when no file is being deleted. */
  public List<Path> logFiles() {
    listeners.checkIsNone("logFiles");
    mutex.lock();
    try {
      checkOpen();
      purges.awaitNone();
      return logs.paths();
    } finally {
      mutex.unlock();
    }
  }

  /** The tables of a column family, level by level: level 0 from the newest on, the others by key. */
  public List<LiveTable> tables(ColumnFamilyHandle family) {
    mutex.lock();
    try {
      checkOpen();
      return LiveTable.all(family.of(this).versions.current());
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Lets no flush or compaction begin, and waits until none runs; memtables that become full wait, and so may writers.
   * Each call is to be taken back by {@link #continueBackgroundWork}.
   */
  public void pauseBackgroundWork() {
    listeners.checkIsNone("pauseBackgroundWork");
    mutex.lock();
    try {
      checkOpen();
      scheduler.pause();
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Takes back one {@link #pauseBackgroundWork}.
   *
   * @throws EngineException if there is none to take back
   */
  public void continueBackgroundWork() {
    mutex.lock();
    try {
      scheduler.unpause();
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Closes the database: whoever is stopped, delayed or waiting gets an error, writes that no log holds are flushed,
   * background work that has not begun is taken back, and work that runs is waited for. A second call waits for the
   * first. Any thread may call it, except from a listener.
   *
   * @throws IOException if a file cannot be closed
   * @throws EngineException if writes that no log holds could not be flushed: they are lost, and all else is closed
   */
  @Override
  public void close() throws IOException {
    listeners.checkIsNone("close");
    closing.close();
  }

  /** The blocks that reads have left in memory: how much they take, and how to get some of it back. */
  public BlockCache<?> blockCache() {
    return tables.blocks();
  }

  /** What the engine has counted since it was opened. Always on, since it costs next to nothing. */
  public Statistics statistics() {
    return statistics.now();
  }

  /** The state, a few values a line, for a dump. It takes no lock, so it shows what a hung engine looks like. */
  public String describe() {
    List<String> lines = new ArrayList<>(List.of(controller.describe(), scheduler.describe()));
    families.all().forEach(family -> lines.add(family.describe()));
    lines.add(logs.describe() + " manifest=" + versions.manifestNumber());
    lines.add(writePath.describe());
    if (rateLimiter != null) {
      lines.add(rateLimiter.describe());
    }
    lines.add("bg_error=" + backgroundError.describe() + " next_job_id=" + nextJobId.get() + " listeners="
        + listeners.size() + " last_sequence=" + versions.lastSequence() + " shutting_down=" + isShuttingDown());
    return String.join("\n", lines);
  }

  int nextJobId() {
    return nextJobId.getAndIncrement();
  }

  boolean isCancelling() {
    return closing.isCancelling();
  }

  boolean isClosing() {
    return closing.isClosing();
  }

  boolean isShuttingDown() {
    return closing.isShuttingDown();
  }

  boolean isClosed() {
    return closing.isClosed();
  }

  void throwIfClosing() {
    if (isClosing()) {
      throw new EngineException("the engine is closing");
    }
  }

  /** Sleeps without the mutex, which the caller has, unless the engine closes. */
  void pauseUnlessClosing(long micros) {
    closing.pause(micros);
  }

  /** Whether writers are released from the brake. With the mutex. */
  boolean refusesToStop() {
    return closing.refusesToStop();
  }

  /** Waits for background work to end; throws if none will. With the mutex. */
  void awaitBackground() {
    backgroundError.throwIfAny();
    awaitChange();
  }

  /** Waits for something to change, also after a background error, which whoever is waited for hears of. */
  void awaitChange() {
    if (isShuttingDown()) {
      throw new EngineException(isClosing() ? "the engine is closing" : "background work is cancelled");
    }
    bgCv.awaitUninterruptibly();
  }

  /** What every change of memtables or tables ends with. With the mutex. */
  void installSuperVersionAndScheduleWork(ColumnFamily changed) {
    changed.installSuperVersion();
    scheduler.schedulePending(changed);
  }

  /** Tells the listeners; without the mutex. */
  void notifyListeners(Consumer<EventListener> event) {
    listeners.tell(event);
  }

  /** Writes the OPTIONS file and lets writes and background work begin; the last step of {@link Opening}. */
  void start() throws IOException {
    optionsRecord.write();
    mutex.lock();
    try {
      writePath.opened(versions.lastSequence());
      scheduler.opened();
    } finally {
      mutex.unlock();
    }
  }

  /** Undoes an open that failed for {@code cause}. */
  void abandon(Throwable cause) throws IOException {
    closing.shutDown(cause);
  }

  void closeFiles() throws IOException {
    try (directoryLock; infoLog; versions; logs; tables) {
      infoLog.info("Closed");
    }
  }

  private ColumnFamilyHandle handle(ColumnFamily family) {
    family.retain();
    return new ColumnFamilyHandle(this, family);
  }

  /** Makes a change of the set of column families. Called with the mutex, which is let go of meanwhile. */
  private ColumnFamily changeFamilies(WritePath.Exclusive<ColumnFamily> change) throws IOException {
    checkOpen();
    try {
      return writePath.exclusively(() -> {
        throwIfClosing();
        backgroundError.throwIfAny();
        ColumnFamily changed = change.run();
        optionsRecord.write();
        return changed;
      });
    } catch (IOException e) {
      backgroundError.failed(e);
      throw e;
    }
  }

  void checkOpen() {
    if (isClosing()) {
      throw new EngineException("the engine is closed");
    }
  }
}
