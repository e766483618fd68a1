package dev.lasso.engine;

import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.DirectoryLock;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.log.MicrosClock;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.Settings;
import dev.lasso.engine.version.VersionEdit;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an open: check the options before anything is touched, take the directory, find or make the manifest,
 * recover the logs, begin a log and a manifest, write OPTIONS, let background work begin. A step that fails undoes what
 * was done: locks are given back and files closed.
 *
 * <p>The order decides the numbers of the files. A new database has MANIFEST 1, log 3, MANIFEST 4, and OPTIONS 6 by way
 * of the temporary file 5.
 */
final class Opening {
  private static final int OPTIONS_FILES_KEPT = 2;

  private final Options options;
  private final Extensions extensions;
  private final Settings settings;
  private final KeyComparator keys;
  private final @Nullable MergeOperator operator;
  private final DatabaseFiles files;
  private final Path infoLogDirectory;

  Opening(Path directory, Options options, Extensions extensions) {
    this.options = options;
    this.extensions = extensions;
    this.keys = extensions.comparator(options);
    this.operator = extensions.mergeOperator(options);
    this.settings = options.settings();
    this.files = new DatabaseFiles(directory, below(directory, "wal_dir"));
    this.infoLogDirectory = below(directory, "db_log_dir");
  }

  Engine open() throws IOException {
    boolean exists = Files.exists(files.current());
    if (!exists && !settings.createIfMissing()) {
      throw new OptionsException(files.directory() + " holds no database, and create_if_missing is false");
    }
    if (exists && settings.errorIfExists()) {
      throw new OptionsException(files.directory() + " holds a database, and error_if_exists is true");
    }
    Files.createDirectories(files.directory());
    Files.createDirectories(files.logDirectory());
    Files.createDirectories(infoLogDirectory);
    Closeable lock = DirectoryLock.take(files.directory());
    Engine engine;
    try {
      InfoLog log = new InfoLog(infoLogDirectory, settings.logLevel(), new MicrosClock(), extensions.sink());
      engine = new Engine(files, settings, keys, operator, extensions.listeners(), log, lock);
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
    boolean opened = false;
    try {
      prepare(engine, exists);
      opened = true;
      return engine;
    } finally {
      if (!opened) {
        engine.shutDown();
      }
    }
  }

  private void prepare(Engine engine, boolean exists) throws IOException {
    settings.notes().forEach(engine.infoLog::info);
    VersionEdit recovered = new VersionEdit();
    if (!exists) {
      engine.versions.create();
    }
    engine.versions.recover();
    new LogRecovery(engine, recovered).run();
    engine.mutex.lock();
    try {
      long number = engine.versions.newFileNumber();
      engine.logs.push(engine.logs.create(number));
      engine.versions.logAndApply(recovered.logNumber(number));
      engine.installSuperVersionAndScheduleWork(engine.family);
    } finally {
      engine.mutex.unlock();
    }
    ObsoleteFiles.scan(engine).delete(engine.nextJobId());
    writeOptions(engine);
    engine.start();
  }

  private void writeOptions(Engine engine) throws IOException {
    Path temporary = files.temporary(engine.versions.newFileNumber());
    Path target = files.options(engine.versions.newFileNumber());
    files.replace(target, temporary, options.toText());
    var numbers = DatabaseFiles.numbered(files.directory(), "OPTIONS-");
    for (int i = 0; i < numbers.size() - OPTIONS_FILES_KEPT; i++) {
      Files.deleteIfExists(files.options(numbers.get(i)));
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
