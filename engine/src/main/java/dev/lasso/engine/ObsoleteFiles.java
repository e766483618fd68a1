package dev.lasso.engine;

import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.log.EventLine;
import dev.lasso.engine.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files that nothing refers to any more: tables of no version, and logs whose writes are all in tables. They are found
 * with the mutex and deleted without. A file that cannot be deleted is left to the next open, which looks at all.
 */
final class ObsoleteFiles {
  private final Engine engine;
  private final List<Long> tables;
  private final List<Long> logs;
  private final List<Path> others;

  private ObsoleteFiles(Engine engine, List<Long> tables, List<Long> logs, List<Path> others) {
    this.engine = engine;
    this.tables = tables;
    this.logs = logs;
    this.others = others;
  }

  static ObsoleteFiles none(Engine engine) {
    return new ObsoleteFiles(engine, List.of(), List.of(), List.of());
  }

  /**
   * What became obsolete since the last call, nothing while files are kept. With the mutex, which is let go of while a
   * log is synced. If anything was found, the caller ends its purge once that is deleted.
   */
  static ObsoleteFiles find(Engine engine) throws IOException {
    if (engine.purges.areForbidden()) {
      return none(engine);
    }
    boolean found = false;
    engine.purges.begin();
    try {
      List<Long> logs = engine.logs.dropBefore(engine.versions.logNumber());
      ObsoleteFiles obsolete = new ObsoleteFiles(engine, engine.versions.takeObsoleteTables(), logs, List.of());
      found = !obsolete.isEmpty();
      return obsolete;
    } finally {
      if (!found) {
        engine.purges.endOfNothing();
      }
    }
  }

  /** The tables that became obsolete since the last call, none while files are kept. With the mutex. */
  static ObsoleteFiles ofTables(Engine engine) {
    return engine.purges.areForbidden()
        ? none(engine)
        : new ObsoleteFiles(engine, engine.versions.takeObsoleteTables(), List.of(), List.of());
  }

  /** Everything in the directories that an earlier process left. Only while the database is being opened. */
  static ObsoleteFiles scan(Engine engine) throws IOException {
    DatabaseFiles files = engine.files;
    Set<Long> live = new TreeSet<>();
    for (ColumnFamily family : engine.families.all()) {
      Version version = family.versions.current();
      for (int level = 0; level < version.levels(); level++) {
        version.files(level).forEach(file -> live.add(file.number()));
      }
    }
    List<Long> tables = new ArrayList<>();
    for (long number : DatabaseFiles.numbers(files.directory(), ".sst")) {
      if (!live.contains(number)) {
        tables.add(number);
      }
    }
    List<Long> logs = new ArrayList<>(DatabaseFiles.numbers(files.logDirectory(), ".log"));
    logs.removeIf(number -> number >= engine.versions.logNumber());
    List<Path> others = new ArrayList<>();
    String manifest = files.manifest(engine.versions.manifestNumber()).getFileName().toString();
    try (var paths = Files.newDirectoryStream(files.directory())) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        if (name.startsWith("MANIFEST-") && !name.equals(manifest) || name.endsWith(".dbtmp")) {
          others.add(path);
        }
      }
    }
    engine.versions.takeObsoleteTables();
    return new ObsoleteFiles(engine, tables, logs, others);
  }

  boolean isEmpty() {
    return tables.isEmpty() && logs.isEmpty() && others.isEmpty();
  }

  /** Deletes them. Without the mutex. */
  void delete(int job) {
    tables.forEach(number -> deleteTable(job, number));
    logs.forEach(number -> delete(engine.files.log(number)));
    others.forEach(this::delete);
  }

  /** Deletes what {@link #find} found, and ends its purge. With the mutex, which is let go of meanwhile. */
  void deleteAndEndPurge(int job) {
    engine.mutex.unlock();
    try {
      delete(job);
    } finally {
      engine.mutex.lock();
      engine.purges.end();
    }
  }

  private void deleteTable(int job, long number) {
    try {
      engine.tables.evict(number);
    } catch (IOException e) {
      engine.infoLog.error("Table #" + number + " cannot be closed: " + e);
    }
    delete(engine.files.table(number));
    new EventLine().with("job", job).with("event", "table_file_deletion").with("file_number", number)
        .log(engine.infoLog);
    engine.notifyListeners(listener -> listener.onTableFileDeleted(new EventListener.TableFileDeleted(job, number)));
  }

  private void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      engine.infoLog.error("Obsolete file " + path.getFileName() + " cannot be deleted: " + e);
    }
  }
}
