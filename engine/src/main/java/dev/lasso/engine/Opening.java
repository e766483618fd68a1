package dev.lasso.engine;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.DirectoryLock;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.log.MicrosClock;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.Settings;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.VersionEdit;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The steps of an open: check the options before anything is touched, take the directory, find or make the manifest,
 * recover the logs, begin a log and a manifest, make missing column families, write OPTIONS, let background work begin.
 * A step that fails undoes what was done: locks are given back, threads ended, files closed, and tables that nothing
 * refers to deleted. The first cause is thrown, and what went wrong meanwhile attached to it.
 *
 * <p>Nothing that a recovery reads is deleted or changed before CURRENT names the manifest that holds all it has
 * recovered, in one record group: a crash in its midst leaves the next open what this one found.
 *
 * <p>The order decides the numbers of the files. A new database has MANIFEST 1, log 3, MANIFEST 4, and OPTIONS 6 by way
 * of the temporary file 5.
 */
final class Opening {
  private final Options options;
  private final Extensions extensions;
  private final Settings settings;
  private final DatabaseFiles files;
  private final Path infoLogDirectory;

  Opening(Path directory, Options options, Extensions extensions) {
    this.options = options;
    this.extensions = extensions;
    options.families().forEach(family -> extensions.resolve(options.family(family)));
    this.settings = options.settings();
    this.files = new DatabaseFiles(directory, below(directory, "wal_dir"));
    this.infoLogDirectory = below(directory, "db_log_dir");
  }

  Engine open() throws IOException {
    boolean exists = Files.exists(files.current());
    if (!exists) {
      files.checkUnused();
    }
    if (!exists && !settings.createIfMissing()) {
      throw new OptionsException(files.directory() + " holds no database, and create_if_missing is false");
    }
    if (exists && settings.errorIfExists()) {
      throw new OptionsException(files.directory() + " holds a database, and error_if_exists is true");
    }
    DatabaseFiles.makeDirectory(files.directory());
    DatabaseFiles.makeDirectory(files.logDirectory());
    DatabaseFiles.makeDirectory(infoLogDirectory);
    Engine engine = make();
    try {
      prepare(engine, exists);
      return engine;
    } catch (IOException | RuntimeException | Error e) {
      engine.abandon(e);
      throw e;
    }
  }

  /** The engine without its data, and with the lock on the directory. */
  private Engine make() throws IOException {
    Closeable lock = DirectoryLock.take(files.directory());
    try {
      InfoLog infoLog = new InfoLog(infoLogDirectory, settings.logLevel(), new MicrosClock(), extensions.sink());
      try {
        return new Engine(files, options, extensions, infoLog, lock);
      } catch (RuntimeException | Error e) {
        infoLog.close();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private void prepare(Engine engine, boolean exists) throws IOException {
    settings.notes().forEach(engine.infoLog::info);
    if (!exists) {
      engine.versions.create(extensions.resolve(options.family(ColumnFamily.DEFAULT)).name());
    }
    engine.versions.recover(engine.families.specs());
    engine.mutex.lock();
    try {
      engine.families.recovered();
    } finally {
      engine.mutex.unlock();
    }
    if (settings.paranoidChecks()) {
      checkTables(engine);
    }
    recoverLogs(engine);
    ObsoleteFiles.scan(engine).delete(engine.nextJobId());
    engine.start();
  }

  private void recoverLogs(Engine engine) throws IOException {
    engine.mutex.lock();
    try {
      List<VersionEdit> recovered = replay(engine);
      engine.versions.logAndApply(recovered);
      engine.families.all().forEach(engine::installSuperVersionAndScheduleWork);
      engine.families.createMissing();
    } finally {
      engine.mutex.unlock();
    }
  }

  /** Recovers the logs and begins another; answers what leads the column families to there. */
  private static List<VersionEdit> replay(Engine engine) throws IOException {
    LogRecovery recovery = new LogRecovery(engine);
    try {
      List<VersionEdit> recovered = recovery.run();
      long number = engine.versions.newFileNumber();
      engine.logs.push(engine.logs.create(number));
      recovered.forEach(edit -> edit.logNumber(number));
      return recovered;
    } catch (IOException | RuntimeException | Error e) {
      recovery.discard(e);
      throw e;
    }
  }

  /** Every table of the manifest must be there, in its size. */
  private void checkTables(Engine engine) throws IOException {
    for (ColumnFamily family : engine.families.all()) {
      for (int level = 0; level < family.versions.current().levels(); level++) {
        for (FileMetadata table : family.versions.current().files(level)) {
          Path path = files.table(table.number());
          String name = path.getFileName().toString();
          if (!Files.exists(path)) {
            throw new CorruptionException(name, 0, "the manifest has this table, and it does not exist; put it back"
                + " from a copy of the database");
          }
          if (Files.size(path) != table.bytes()) {
            throw new CorruptionException(name, Math.min(Files.size(path), table.bytes()),
                "the table has " + Files.size(path) + " bytes, and the manifest says " + table.bytes()
                    + "; put it back from a copy of the database");
          }
        }
      }
    }
  }

  private Path below(Path directory, String option) {
    try {
      return DatabaseFiles.below(directory, options.get(option));
    } catch (IllegalArgumentException e) {
      throw new OptionsException(option + ": " + e.getMessage());
    }
  }
}
