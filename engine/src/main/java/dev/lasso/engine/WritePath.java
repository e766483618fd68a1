package dev.lasso.engine;

import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.write.WriteController;
import dev.lasso.engine.write.WriteThread;
import dev.lasso.engine.write.Writer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/*
 * One write, from the queue to the published sequence. The leader of a group
 *
 *   1. takes the mutex and sees to what is due before anything is written, in this order: logs too large in total
 *      (every column family with data in the oldest is switched), or else memory of all memtables too large (the
 *      family with the largest active memtable is); a background error; memtables that an earlier insert found full
 *      (they are switched now, by the next write, not by the insert); and the brake;
 *   2. lets go of the mutex, collects its group, appends it to the log as one record, syncs if asked;
 *   3. inserts every batch into the memtables and publishes the last sequence.
 *
 * Steps 2 and 3 need no mutex because only a leader appends, inserts and switches, and because column families come and
 * go only while no leader is at work.
 *
 * A batch for a column family that is dropped is left out of its group. Any other failure in step 2 or 3 is final,
 * whatever paranoid_checks says: nobody knows how the log ends, so nothing may be appended to it, and sequences that it
 * may hold must not be given to other writes.
 *
 * The sequences in the logs have no gaps, so that a recovery can tell a log that lost its end from one that has it. For
 * writes that were kept out of the log a record without changes stands in.
 *
 * The brake works on the size of the group before, since the present group is not known until the leader has stopped
 * waiting. It is one pause, and then a wait on the background condition for as long as writes are stopped: untimed, and
 * ended by a lifted stop, a background error, a close (which 4.9 did not look at) or Engine.releaseStoppedWriters, but
 * not by an interrupt. Since the one who waits leads the queue, every other writer waits with it.
 */
/** How a batch gets into the log and the memtables. */
final class WritePath {
  private final Engine engine;
  private final WriteThread<WriteBatch> writeThread = new WriteThread<>();
  private final WriteBatch mergedBatch = new WriteBatch();
  private long loggedSequence;
  private volatile long lastBatchGroupSize;
  private volatile boolean unpersistedData;

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

  /** Says that the first log is begun behind {@code sequence}. */
  void opened(long sequence) {
    loggedSequence = sequence;
  }

  /** Whether a write that no log holds may not be in a table yet. */
  boolean hasUnpersistedData() {
    return unpersistedData;
  }

  /** Does {@code action} while no thread writes. Called with the mutex, which is let go of until its turn comes. */
  <T> T exclusively(Exclusive<T> action) throws IOException {
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
      return action.run();
    } finally {
      writeThread.exitAlone(alone);
    }
  }

  /** Makes every write in the logs survive the machine, while others write. Called without the mutex. */
  void syncLogs() throws IOException {
    engine.mutex.lock();
    try {
      engine.logs.awaitSync();
      engine.checkOpen();
      engine.backgroundError.throwIfAny();
      engine.logs.syncClaimed(engine.logs.beginSync());
    } catch (IOException e) {
      engine.backgroundError.keep(e);
      throw e;
    } finally {
      engine.mutex.unlock();
    }
  }

  private @Nullable Throwable lead(Writer<WriteBatch> leader) {
    Throwable failure = null;
    List<LogFiles.Alive> claimed = null;
    engine.mutex.lock();
    try {
      prepare(leader);
      if (leader.sync()) {
        claimed = engine.logs.beginSync();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      engine.mutex.unlock();
    }
    List<Writer<WriteBatch>> group = List.of();
    boolean syncs = claimed != null;
    try {
      group = writeThread.enterGroup(leader);
      lastBatchGroupSize = byteSize(group);
      syncs = syncs && (!engine.settings.has(Quirk.EMPTY_SYNC_NEVER_ENDS) || hasChanges(batches(group)));
      if (failure == null) {
        failure = writeGroup(leader, group, syncs ? claimed : null);
      }
    } catch (RuntimeException | Error e) {
      // Out of memory, say. Nothing is written yet; those behind must get their turn all the same.
      failure = failure == null ? e : failure;
    }
    if (syncs) {
      engine.mutex.lock();
      engine.logs.endSync();
      engine.mutex.unlock();
    }
    if (group.isEmpty()) {
      writeThread.exitAlone(leader);
    } else {
      writeThread.exitGroup(group, failure);
    }
    return failure == null ? leader.failure() : failure;
  }

  private void prepare(Writer<WriteBatch> leader) throws IOException {
    engine.throwIfClosing();
    if (leader.disableWal() && engine.isCancelling()) {
      throw new EngineException("a write without the log could never be flushed: background work is cancelled");
    }
    engine.memTables.keepLimits();
    engine.backgroundError.throwIfAny();
    engine.memTables.switchFull();
    WriteController controller = engine.controller;
    if (controller.isStopped() || controller.needsDelay()) {
      delayWrite(lastBatchGroupSize);
    }
  }

  private void delayWrite(long bytes) {
    long delay = engine.controller.getDelay(engine.clock::nowMicros, bytes);
    boolean stalls = delay > 0 || engine.controller.isStopped();
    long began = stalls ? engine.clock.nowMicros() : 0;
    if (delay > 0) {
      engine.pauseUnlessClosing(delay);
    }
    boolean ignoresClose = engine.settings.has(Quirk.STOPPED_WRITER_IGNORES_CLOSE);
    while (engine.backgroundError.first() == null && (ignoresClose || !engine.refusesToStop())
        && engine.controller.isStopped()) {
      engine.bgCv.awaitUninterruptibly();
    }
    if (stalls) {
      engine.statistics.stalled(engine.clock.nowMicros() - began);
    }
    engine.backgroundError.throwIfAny();
    engine.throwIfClosing();
    if (engine.controller.isStopped()) {
      throw new EngineException("writes are stopped, and the engine is about to be closed");
    }
  }

  private @Nullable Throwable writeGroup(Writer<WriteBatch> leader, List<Writer<WriteBatch>> group,
      @Nullable List<LogFiles.Alive> claimed) {
    List<WriteBatch> batches = acceptable(group);
    if (batches.isEmpty()) {
      return null;
    }
    try {
      long sequence = engine.versions.lastSequence() + 1;
      if (leader.disableWal()) {
        unpersistedData = true;
      } else {
        if (hasChanges(batches)) {
          log(batches, sequence);
        }
        if (claimed != null) {
          engine.logs.sync(claimed);
        }
      }
      SortedMap<Integer, ColumnFamily> families = engine.families.byId();
      for (WriteBatch batch : batches) {
        batch.replay(sequence, (id, entry) -> insert(families.get(id), entry));
        sequence += batch.count();
      }
      engine.statistics.groupWritten(batches, leader.batch(), !leader.disableWal(), engine.logs.appendedBytes());
      engine.versions.publish(sequence - 1);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      engine.mutex.lock();
      engine.backgroundError.keep(e);
      engine.mutex.unlock();
      return e;
    }
  }

  private static long byteSize(List<Writer<WriteBatch>> group) {
    long sum = 0;
    for (Writer<WriteBatch> writer : group) {
      sum += writer.bytes();
    }
    return sum;
  }

  private static List<WriteBatch> batches(List<Writer<WriteBatch>> group) {
    return group.stream().map(Writer::batch).toList();
  }

  private static boolean hasChanges(List<WriteBatch> batches) {
    for (WriteBatch batch : batches) {
      if (batch.count() > 0) {
        return true;
      }
    }
    return false;
  }

  /** The batches that can be written; the others are rejected. */
  private List<WriteBatch> acceptable(List<Writer<WriteBatch>> group) {
    List<WriteBatch> batches = new ArrayList<>(group.size());
    for (Writer<WriteBatch> writer : group) {
      try {
        writer.batch().families().forEach(engine.families::checkLive);
        batches.add(writer.batch());
      } catch (EngineException e) {
        writer.reject(e);
      }
    }
    return batches;
  }

  /**
   * Takes a sequence for what comes into the database beside the log. The log has a record without changes in its
   * place, and survives the machine up to there. Called {@link #exclusively}; the caller publishes the sequence.
   */
  long takeSequence() throws IOException {
    long sequence = engine.versions.lastSequence() + 1;
    List<LogFiles.Alive> claimed = engine.logs.beginSync();
    engine.mutex.unlock();
    try {
      logUpTo(sequence);
      engine.logs.sync(claimed);
      engine.statistics.loggedBesides(engine.logs.appendedBytes());
      return sequence;
    } catch (IOException | RuntimeException | Error e) {
      engine.mutex.lock();
      engine.backgroundError.keep(e);
      engine.mutex.unlock();
      throw e;
    } finally {
      engine.mutex.lock();
      engine.logs.endSync();
    }
  }

  private void logUpTo(long sequence) throws IOException {
    while (loggedSequence < sequence) {
      int skipped = (int) Math.min(Integer.MAX_VALUE, sequence - loggedSequence);
      engine.logs.append(WriteBatch.unlogged(loggedSequence + 1, skipped));
      loggedSequence += skipped;
    }
  }

  private void log(List<WriteBatch> batches, long first) throws IOException {
    logUpTo(first - 1);
    WriteBatch record = merge(batches);
    record.setSequence(first);
    engine.logs.append(record);
    loggedSequence = first + record.count() - 1;
  }

  /** The record of a group: the one batch, or all in one. */
  private WriteBatch merge(List<WriteBatch> batches) {
    if (batches.size() == 1) {
      return batches.get(0);
    }
    mergedBatch.clear();
    batches.forEach(mergedBatch::append);
    return mergedBatch;
  }

  private void insert(@Nullable ColumnFamily family, Entry entry) {
    if (family == null) {
      throw new IllegalStateException("a batch was accepted for a column family that is not there");
    }
    MemTable active = family.active();
    active.add(entry);
    if (active.becameFull()) {
      engine.memTables.schedule(family);
    }
  }

  String describe() {
    return "write_path last_batch_group_size=" + lastBatchGroupSize + " flush_scheduler_empty="
        + engine.memTables.isNoneFull();
  }

  /** What is done while no thread writes. */
  interface Exclusive<T> {
    T run() throws IOException;
  }
}
