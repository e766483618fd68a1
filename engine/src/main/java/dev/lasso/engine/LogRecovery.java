package dev.lasso.engine;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.iterate.SurvivingEntries;
import dev.lasso.engine.log.EventLine;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.options.RecoveryMode;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.VersionEdit;
import dev.lasso.engine.wal.LogItem;
import dev.lasso.engine.wal.LogReader;
import java.io.IOException;
import java.util.List;

/**
 * The replay of the logs that an earlier process left: their writes go into memtables, and those into tables of level
 * 0, which {@code edit} collects. What damage means is the recovery mode's to say. Nothing is changed on disk but new
 * tables, so a crash meanwhile is harmless.
 */
final class LogRecovery {
  private final Engine engine;
  private final VersionEdit edit;
  private long lastSequence;
  private int job;

  LogRecovery(Engine engine, VersionEdit edit) {
    this.engine = engine;
    this.edit = edit;
    this.lastSequence = engine.versions.lastSequence();
  }

  void run() throws IOException {
    List<Long> numbers = DatabaseFiles.numbers(engine.files.logDirectory(), ".log");
    numbers.removeIf(number -> number < engine.versions.logNumber());
    if (numbers.isEmpty()) {
      return;
    }
    job = engine.nextJobId();
    numbers.forEach(engine.versions::markUsed);
    new EventLine().with("job", job).with("event", "recovery_started").with("log_files", numbers)
        .log(engine.infoLog);
    boolean more = true;
    for (int i = 0; more && i < numbers.size(); i++) {
      more = replay(numbers.get(i));
    }
    writeTable();
    engine.versions.publish(lastSequence);
    new EventLine().with("job", job).with("event", "recovery_finished").log(engine.infoLog);
  }

  /** Replays one log; false if the later ones must not be. */
  private boolean replay(long number) throws IOException {
    try (ReadFile file = ReadFile.open(engine.files.log(number))) {
      LogReader reader = new LogReader(file);
      for (LogItem item = reader.next(); !(item instanceof LogItem.End); item = reader.next()) {
        boolean goOn = switch (item) {
          case LogItem.Whole record -> apply(file, record.bytes());
          case LogItem.Damage damage -> survives(file, damage);
          case LogItem.End() -> true;
        };
        if (!goOn) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean apply(ReadFile file, byte[] record) throws IOException {
    try {
      WriteBatch batch = WriteBatch.ofRecord(record);
      batch.replay(batch.sequence(), engine.family.active()::add);
      lastSequence = Math.max(lastSequence, batch.sequence() + batch.count() - 1);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return survives(file, new LogItem.Damage(0, "a record holds no batch: " + e.getMessage(), false));
    }
    if (engine.family.active().becameFull()) {
      writeTable();
    }
    return true;
  }

  /** Whether the replay of this log and the later ones goes on behind the damage. */
  private boolean survives(ReadFile file, LogItem.Damage damage) throws CorruptionException {
    String name = file.path().getFileName().toString();
    RecoveryMode mode = engine.settings.recovery();
    boolean fatal = switch (mode) {
      case ABSOLUTE -> true;
      case TOLERATE_TAIL -> !damage.atTail();
      case POINT_IN_TIME, SKIP_ANY -> false;
    };
    if (fatal) {
      throw new CorruptionException(name, damage.offset(), damage.reason());
    }
    engine.infoLog.warn("Log " + name + " is damaged at offset " + damage.offset() + ": " + damage.reason());
    return mode != RecoveryMode.POINT_IN_TIME;
  }

  private void writeTable() throws IOException {
    MemTable full = engine.family.active();
    if (full.isEmpty()) {
      return;
    }
    long number = engine.versions.newFileNumber();
    edit.add(0, FileMetadata.of(number, TableBuilding.ofLevelZero(engine, job).write(number,
        new SurvivingEntries(full.iterator(), engine.keys, engine.reads.retention(), key -> false))));
    engine.family.replaceActive();
  }
}
