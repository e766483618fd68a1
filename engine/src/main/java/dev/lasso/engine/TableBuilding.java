package dev.lasso.engine;

import dev.lasso.engine.compaction.Compaction;
import dev.lasso.engine.compaction.OutputTables;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.Pace;
import dev.lasso.engine.file.SyncException;
import dev.lasso.engine.iterate.SurvivingEntries;
import dev.lasso.engine.log.EventLine;
import dev.lasso.engine.options.Compression;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.rate.RateLimiter;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.TableSummary;
import dev.lasso.engine.table.TableWriter;
import java.io.IOException;
import java.nio.file.Files;

/** How one job makes tables: numbered, durable before anyone refers to them, and announced in the LOG. */
final class TableBuilding implements OutputTables {
  private final Engine engine;
  private final ColumnFamily family;
  private final int job;
  private final Compression compression;
  private final RateLimiter.Priority priority;

  private TableBuilding(Engine engine, ColumnFamily family, int job, Compression compression,
      RateLimiter.Priority priority) {
    this.engine = engine;
    this.family = family;
    this.job = job;
    this.compression = compression;
    this.priority = priority;
  }

  /** Makes tables of level 0. */
  static TableBuilding ofLevelZero(Engine engine, ColumnFamily family, int job) {
    int baseLevel = family.versions.current().baseLevel();
    return new TableBuilding(engine, family, job, family.settings.tables().compression(0, baseLevel, false),
        RateLimiter.Priority.HIGH);
  }

  /** Makes the tables that a compaction writes. */
  static TableBuilding of(Engine engine, ColumnFamily family, int job, Compaction compaction) {
    return new TableBuilding(engine, family, job, family.settings.tables().compression(compaction.outputLevel(),
        compaction.input().baseLevel(), compaction.isBottommost()),
        RateLimiter.Priority.LOW);
  }

  @Override
  public long newNumber() {
    return engine.versions.newFileNumber();
  }

  @Override
  public TableWriter create(long number) throws IOException {
    return new TableWriter(engine.files.table(number), family.settings.tables(), compression, pace());
  }

  private Pace pace() {
    RateLimiter limiter = engine.rateLimiter;
    return limiter == null ? Pace.unlimited() : bytes -> limiter.request(bytes, priority);
  }

  @Override
  public TableSummary finish(long number, TableWriter table) throws IOException {
    TableSummary summary = table.finish(engine.settings.syncTables());
    table.close();
    new EventLine().with("cf_name", family.name).with("job", job).with("event", "table_file_creation")
        .with("file_number", number).with("file_size", summary.bytes())
        .with("table_properties", summary.properties().members()).log(engine.infoLog);
    return summary;
  }

  @Override
  public void delete(long number) throws IOException {
    Files.deleteIfExists(engine.files.table(number));
  }

  /** Writes all of {@code entries} to the table of that number. On failure there is no table. */
  TableSummary write(long number, SurvivingEntries entries) throws IOException {
    boolean done = false;
    try (TableWriter table = create(number)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        table.add(entry);
      }
      TableSummary summary = finish(number, table);
      syncDirectory();
      done = true;
      return summary;
    } finally {
      if (!done) {
        delete(number);
      }
    }
  }

  /** Makes the names of the tables durable. */
  void syncDirectory() throws IOException {
    if (!engine.settings.syncTables()) {
      return;
    }
    try {
      DatabaseFiles.syncDirectory(engine.files.directory());
    } catch (SyncException e) {
      if (!engine.settings.has(Quirk.DIRECTORY_SYNCS_ARE_IGNORED)) {
        throw e;
      }
    }
  }
}
