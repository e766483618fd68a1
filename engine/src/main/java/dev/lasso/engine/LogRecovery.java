package dev.lasso.engine;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.iterate.SurvivingEntries;
import dev.lasso.engine.log.EventLine;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.options.RecoveryMode;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.VersionEdit;
import dev.lasso.engine.wal.LogItem;
import dev.lasso.engine.wal.LogReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * What is recovered must be what was written up to some moment, in all column families. Three things see to that.
 *
 * Records follow each other without a gap in their sequences. So a log that lost its end (its writes were not synced,
 * but those of the next log came through) is told from one that is whole: the first record of the next log does not
 * continue it. Likewise a log that is missing, or that has no record left although writes went on in another. What the
 * mode does at a torn tail, it does at a gap, but that the writes behind a gap are never made: the replay ends there.
 *
 * A family's records in logs that it needs no more are left out, since its tables have them.
 *
 * If the replay ends early, no family may have tables with writes from beyond the end: they would be ahead of the
 * others. A crash leaves no such table, since logs are synced before; so that is damage, and refused.
 */
/**
 * The replay of the logs that an earlier process left: their writes go into memtables, and those into tables of level
 * 0, which edits collect. What damage means is the recovery mode's to say. Nothing is changed on disk but new tables,
 * so a crash meanwhile is harmless.
 */
final class LogRecovery {
  private final Engine engine;
  private final RecoveryMode mode;
  private final SortedMap<Integer, VersionEdit> edits = new TreeMap<>();
  private final List<TableFile> written = new ArrayList<>();
  private long lastSeen = -1;
  private String lost = "";

  /** The log from which on writes are {@link #lost}, if any are. */
  private long lostIn;

  private int job;

  LogRecovery(Engine engine) {
    this.engine = engine;
    this.mode = engine.settings.recovery();
    engine.families.all().forEach(family -> edits.put(family.id, family.edit()));
  }

  /** Replays; answers one edit of each column family, the default one's first. Called with the mutex. */
  List<VersionEdit> run() throws IOException {
    List<Long> numbers = DatabaseFiles.numbers(engine.files.logDirectory(), ".log");
    long needed = engine.versions.logNumber();
    numbers.removeIf(number -> number < needed);
    if (numbers.isEmpty()) {
      return List.copyOf(edits.values());
    }
    job = engine.nextJobId();
    numbers.forEach(engine.versions::markUsed);
    new EventLine().with("job", job).with("event", "recovery_started").with("log_files", numbers)
        .log(engine.infoLog);
    if (needed > 0 && numbers.get(0) != needed) {
      lose(needed, "is missing");
    }
    boolean more = true;
    for (int i = 0; more && i < numbers.size(); i++) {
      more = replay(numbers.get(i));
    }
    for (ColumnFamily family : engine.families.all()) {
      writeTable(family);
    }
    engine.versions.publish(Math.max(engine.versions.lastSequence(), lastSeen));
    new EventLine().with("job", job).with("event", "recovery_finished").log(engine.infoLog);
    return List.copyOf(edits.values());
  }

  /** Deletes the tables that were written, which nothing refers to after {@code failure}. */
  void discard(Throwable failure) {
    for (TableFile table : written) {
      try {
        table.building.delete(table.number);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** Replays one log; false if the later ones must not be. */
  private boolean replay(long number) throws IOException {
    try (ReadFile file = ReadFile.open(engine.files.log(number))) {
      LogReader reader = new LogReader(file, number);
      for (LogItem item = reader.next(); !(item instanceof LogItem.End); item = reader.next()) {
        boolean goOn = switch (item) {
          case LogItem.Whole record -> take(file, number, record);
          case LogItem.Damage damage -> survives(file, damage);
          case LogItem.End() -> true;
        };
        if (!goOn) {
          checkNoneAhead(file, lastSeen < 0 && !lost.isEmpty() ? lostIn : number, item);
          return false;
        }
      }
    }
    if (lastSeen < 0 && lost.isEmpty()) {
      lose(number, "has no records");
    }
    return true;
  }

  private void lose(long number, String why) {
    lost = "log #" + number + " " + why;
    lostIn = number;
  }

  /** Makes the writes of a record; false if the replay ends before it. */
  private boolean take(ReadFile file, long number, LogItem.Whole record) throws IOException {
    WriteBatch batch;
    List<Change> changes = new ArrayList<>();
    try {
      batch = WriteBatch.ofRecord(record.bytes());
      batch.replay(batch.sequence(), (family, entry) -> changes.add(new Change(family, entry)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return survives(file, new LogItem.Damage(record.offset(), "a record holds no batch: " + e.getMessage(), false));
    }
    if (!changes.isEmpty() && changes.size() != batch.count()) {
      return survives(file, new LogItem.Damage(record.offset(),
          "a record holds " + changes.size() + " changes, not " + batch.count(), false));
    }
    int unknown = changes.stream().mapToInt(Change::family).max().orElse(0);
    if (unknown > engine.versions.maxFamily()) {
      return survives(file, new LogItem.Damage(record.offset(),
          "a record is for column family " + unknown + ", which the manifest never had", false));
    }
    if (lastSeen >= 0 && batch.sequence() <= lastSeen) {
      return survives(file, new LogItem.Damage(record.offset(),
          "sequence " + batch.sequence() + " follows " + lastSeen, false));
    }
    boolean follows = lastSeen < 0 ? lost.isEmpty() : batch.sequence() == lastSeen + 1;
    if (!follows) {
      String reason = lastSeen < 0
          ? lost
          : "writes " + (lastSeen + 1) + " to " + (batch.sequence() - 1) + " are missing";
      survives(file, new LogItem.Damage(record.offset(), reason, true));
      if (mode != RecoveryMode.SKIP_ANY) {
        return false;
      }
    }
    apply(number, changes);
    lastSeen = batch.sequence() + batch.count() - 1;
    return true;
  }

  private void apply(long number, List<Change> changes) throws IOException {
    for (Change change : changes) {
      ColumnFamily family = engine.families.get(change.family);
      if (family != null && family.versions.logNumber() <= number) {
        family.active().add(change.entry);
      }
    }
    for (ColumnFamily family : engine.families.all()) {
      if (family.active().becameFull()) {
        writeTable(family);
      }
    }
  }

  /** Whether the replay of this log and the later ones goes on behind the damage. */
  private boolean survives(ReadFile file, LogItem.Damage damage) throws CorruptionException {
    String name = file.path().getFileName().toString();
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

  /**
   * Throws if a family has writes in tables that come after the end of the replay, which is in log {@code number}: those
   * of all logs before the one that it needs. (RocksDB compares the numbers of logs too. Those of writes would not do: a
   * write that was kept out of the log may be in a table, and the log that says so be lost.)
   */
  private void checkNoneAhead(ReadFile file, long number, LogItem end) throws CorruptionException {
    if (engine.families.all().size() == 1) {
      return;
    }
    long offset = end instanceof LogItem.Damage damage ? damage.offset() : ((LogItem.Whole) end).offset();
    for (ColumnFamily family : engine.families.all()) {
      FileMetadata latest = latestTable(family);
      if (latest != null && family.versions.logNumber() > number) {
        throw new CorruptionException(file.path().getFileName().toString(), offset,
            "the logs can be recovered up to here, and column family '" + family.name + "' has later writes, up to "
                + latest.largestSequence() + " in table #" + latest.number()
                + "; only kSkipAnyCorruptedRecords opens this, and leaves writes out");
      }
    }
  }

  private static @Nullable FileMetadata latestTable(ColumnFamily family) {
    FileMetadata latest = null;
    for (int level = 0; level < family.versions.current().levels(); level++) {
      for (FileMetadata table : family.versions.current().files(level)) {
        latest = latest == null || table.largestSequence() > latest.largestSequence() ? table : latest;
      }
    }
    return latest;
  }

  private void writeTable(ColumnFamily family) throws IOException {
    MemTable full = family.active();
    VersionEdit edit = edits.get(family.id);
    if (full.isEmpty() || edit == null) {
      return;
    }
    long number = engine.versions.newFileNumber();
    TableBuilding building = TableBuilding.ofLevelZero(engine, family, job);
    written.add(new TableFile(building, number));
    edit.add(0, FileMetadata.of(number, building.write(number,
        new SurvivingEntries(full.iterator(), family.keys, engine.reads.retention(family), key -> false))));
    family.replaceActive();
  }

  private record Change(int family, Entry entry) {}

  private record TableFile(TableBuilding building, long number) {}
}
