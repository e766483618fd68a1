package dev.lasso.engine;

import dev.lasso.engine.memtable.FlushScheduler;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.wal.LogWriter;
import dev.lasso.engine.write.WriteController;
import dev.lasso.engine.write.WriteThread;
import dev.lasso.engine.write.Writer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * One write, from the queue to the published sequence. The leader of a group
 *
 *   1. takes the mutex and sees to what is due before anything is written: memory of all memtables too large, a
 *      background error, a memtable that an earlier insert found full (it is switched now, by the next write, not by
 *      the insert), and the brake;
 *   2. lets go of the mutex, collects its group, appends it to the log as one record, syncs if asked;
 *   3. inserts every batch into the memtable and publishes the last sequence.
 *
 * Steps 2 and 3 need no mutex because only a leader appends, inserts and switches.
 *
 * The brake works on the size of the group before, since the present group is not known until the leader has stopped
 * waiting. It is one sleep without the mutex, and then a wait on the background condition for as long as writes are
 * stopped: untimed, and ended by nothing but a lifted stop, a background error or Engine.releaseStoppedWriters. A close
 * alone does not end it (4.9 had no such test), nor does an interrupt; and since the one who waits leads the queue,
 * every other writer waits with it.
 */
/** How a batch gets into the log and the memtable. */
final class WritePath {
  private final Engine engine;
  private final WriteThread<WriteBatch> writeThread = new WriteThread<>();
  private final FlushScheduler<ColumnFamily> flushScheduler = new FlushScheduler<>();
  private final WriteBatch mergedBatch = new WriteBatch();
  private volatile long lastBatchGroupSize;
  private volatile boolean unpersistedData;
  private boolean switchRequested;

  WritePath(Engine engine) {
    this.engine = engine;
  }

  /** Makes the changes of {@code batch}, or throws what kept the leader of its group from making them. */
  void write(WriteOptions options, WriteBatch batch) {
    Writer<WriteBatch> writer = new Writer<>(batch, batch.byteSize(), options.sync(), options.disableWal());
    Throwable failure = writeThread.join(writer) ? lead(writer) : writer.failure();
    if (failure != null) {
      throw new EngineException("the write failed: " + failure.getMessage(), failure);
    }
  }

  /** Whether a write that no log holds may not be in a table yet. */
  boolean hasUnpersistedData() {
    return unpersistedData;
  }

  /** Switches the memtable and asks for its flush. Called with the mutex, which is let go of meanwhile. */
  void switchForFlush() throws IOException {
    Writer<WriteBatch> alone = new Writer<>(null, 0, false, false);
    if (!writeThread.link(alone)) {
      engine.mutex.unlock();
      try {
        writeThread.await(alone);
      } finally {
        engine.mutex.lock();
      }
    }
    try {
      if (!engine.family.active().isEmpty()) {
        switchMemtable(engine.family);
      }
    } finally {
      writeThread.exitGroup(List.of(alone), null);
    }
  }

  /** Lets the next write switch the memtable and ask for its flush. With the mutex. */
  void requestSwitch() {
    switchRequested = true;
  }

  private @Nullable Throwable lead(Writer<WriteBatch> leader) {
    Throwable failure = null;
    boolean syncing = false;
    engine.mutex.lock();
    try {
      prepare();
      if (leader.sync()) {
        engine.logs.beginSync();
        syncing = true;
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      engine.mutex.unlock();
    }
    List<Writer<WriteBatch>> group = writeThread.enterGroup(leader);
    lastBatchGroupSize = group.stream().mapToLong(Writer::bytes).sum();
    if (failure == null) {
      failure = writeGroup(leader, group);
    }
    if (syncing) {
      engine.mutex.lock();
      engine.logs.endSync();
      engine.mutex.unlock();
    }
    writeThread.exitGroup(group, failure);
    return failure;
  }

  private void prepare() throws IOException {
    long totalLimit = engine.settings.buffers().totalBytes();
    boolean tooLarge = totalLimit > 0 && engine.family.memoryBytes() >= totalLimit;
    if ((tooLarge || switchRequested) && !engine.family.active().isEmpty()) {
      switchMemtable(engine.family);
      engine.family.immutable.requestFlush();
      engine.scheduler.schedulePending(engine.family);
    }
    engine.throwBackgroundError();
    scheduleFlushes();
    WriteController controller = engine.controller;
    if (controller.isStopped() || controller.needsDelay()) {
      delayWrite(lastBatchGroupSize);
    }
  }

  private void scheduleFlushes() throws IOException {
    for (ColumnFamily full = flushScheduler.take(); full != null; full = flushScheduler.take()) {
      switchMemtable(full);
    }
  }

  private void delayWrite(long bytes) {
    long delay = engine.controller.getDelay(engine.clock::nowMicros, bytes);
    if (delay > 0) {
      engine.mutex.unlock();
      try {
        engine.clock.sleepMicros(delay);
      } finally {
        engine.mutex.lock();
      }
    }
    while (engine.bgError() == null && engine.controller.isStopped() && !engine.refusesToStop()) {
      engine.bgCv.awaitUninterruptibly();
    }
    engine.throwBackgroundError();
    if (engine.controller.isStopped()) {
      throw new EngineException("writes are stopped, and the engine is about to be closed");
    }
  }

  private @Nullable Throwable writeGroup(Writer<WriteBatch> leader, List<Writer<WriteBatch>> group) {
    try {
      long sequence = engine.versions.lastSequence() + 1;
      if (leader.disableWal()) {
        unpersistedData = true;
      } else {
        engine.logs.append(merge(group, sequence));
        if (leader.sync()) {
          engine.logs.sync();
        }
      }
      for (Writer<WriteBatch> writer : group) {
        writer.batch().replay(sequence, this::insert);
        sequence += writer.batch().count();
      }
      engine.versions.publish(sequence - 1);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      // The log or the memtable may hold a part of the group: without the checks this is the caller's affair alone.
      if (engine.settings.paranoidChecks()) {
        engine.mutex.lock();
        engine.setBackgroundError(e);
        engine.mutex.unlock();
      }
      return e;
    }
  }

  /** The record of a group: the one batch, or all in one. */
  private WriteBatch merge(List<Writer<WriteBatch>> group, long sequence) {
    WriteBatch record = group.get(0).batch();
    if (group.size() > 1) {
      mergedBatch.clear();
      group.forEach(writer -> mergedBatch.append(writer.batch()));
      record = mergedBatch;
    }
    record.setSequence(sequence);
    return record;
  }

  private void insert(Entry entry) {
    MemTable active = engine.family.active();
    active.add(entry);
    if (active.becameFull()) {
      flushScheduler.schedule(engine.family);
    }
  }

  /** Seals the active memtable of a full column family; the log changes with it unless nothing is in it. */
  private void switchMemtable(ColumnFamily full) throws IOException {
    switchRequested = false;
    boolean newLog = !engine.logs.isEmpty();
    long number = newLog ? engine.versions.newFileNumber() : engine.logs.number();
    MemTable sealed = full.active();
    LogWriter log = null;
    MemTable next;
    engine.mutex.unlock();
    try {
      if (newLog) {
        log = engine.logs.create(number);
      }
      next = full.newMemTable();
      engine.infoLog.info("[" + full.name + "] New memtable #" + next.id() + " with log #" + number
          + ", immutable memtables: " + full.immutable.size());
      engine.notifyListeners(listener -> listener.onMemTableSealed(
          new EventListener.MemTableSealed(full.name, sealed.count(), sealed.memoryBytes())));
    } finally {
      engine.mutex.lock();
    }
    if (log != null) {
      engine.logs.push(log);
    }
    full.seal(next, number);
    engine.installSuperVersionAndScheduleWork(full);
  }

  String describe() {
    return "write_path last_batch_group_size=" + lastBatchGroupSize + " flush_scheduler_empty="
        + flushScheduler.isEmpty();
  }
}
