package dev.lasso.engine;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionEdit;
import dev.lasso.engine.version.VersionSet;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A copy of the database in another directory, made while it is in use: the tables, which never change, as hard links
 * where that can be done, the logs up to where they are, and a manifest of its own. It is what a crash at one moment
 * would leave, after a flush; that moment lies between two writes. Until the copy is complete it has another name,
 * {@code NAME.tmp}, and meanwhile no file of the database is deleted.
 */
final class Checkpoint {
  private static final int PART_BYTES = 1 << 20;

  private final Engine engine;
  private final Path target;
  private final DatabaseFiles building;

  Checkpoint(Engine engine, Path target) {
    this.engine = engine;
    this.target = target.toAbsolutePath();
    Path directory = this.target.resolveSibling(this.target.getFileName() + ".tmp");
    Path logs = engine.files.directory().relativize(engine.files.logDirectory());
    this.building = new DatabaseFiles(directory, directory.resolve(logs));
  }

  /** Makes the copy. Called without the mutex. One at a time, since two with one target have one {@code NAME.tmp}. */
  void create() throws IOException {
    engine.checkpoints.lock();
    try {
      createAlone();
    } finally {
      engine.checkpoints.unlock();
    }
  }

  private void createAlone() throws IOException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "a checkpoint makes its directory itself");
    }
    engine.flushAllWithoutStall();
    engine.purges.forbid();
    try {
      write(capture());
    } catch (IOException | RuntimeException | Error e) {
      discard(e);
      throw e;
    } finally {
      engine.purges.allow();
    }
  }

  private void discard(Throwable failure) {
    try {
      deleteTree(building.directory());
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Moment capture() throws IOException {
    engine.mutex.lock();
    try {
      engine.checkOpen();
      return engine.writePath.exclusively(() -> {
        engine.backgroundError.throwIfAny();
        List<Long> tables = new ArrayList<>();
        for (ColumnFamily family : engine.families.all()) {
          Version version = family.versions.current();
          for (int level = 0; level < version.levels(); level++) {
            version.files(level).stream().map(FileMetadata::number).forEach(tables::add);
          }
        }
        long manifest = engine.versions.newFileNumber();
        return new Moment(tables, engine.logs.lengthsFrom(engine.versions.logNumber()), manifest,
            engine.versions.snapshot());
      });
    } finally {
      engine.mutex.unlock();
    }
  }

  private void write(Moment moment) throws IOException {
    deleteTree(building.directory());
    DatabaseFiles.makeDirectory(building.directory());
    DatabaseFiles.makeDirectory(building.logDirectory());
    for (long table : moment.tables) {
      link(engine.files.table(table), building.table(table));
    }
    for (LogFiles.Length log : moment.logs) {
      copy(engine.files.log(log.number()), building.log(log.number()), log.bytes());
    }
    DatabaseFiles.syncDirectory(building.logDirectory());
    VersionSet.writeManifest(building, moment.manifest, moment.records);
    Files.move(building.directory(), target, StandardCopyOption.ATOMIC_MOVE);
    DatabaseFiles.syncDirectory(target.resolveSibling("."));
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Another volume, or a file system without links.
      copy(from, to, Files.size(from));
    }
  }

  private static void copy(Path from, Path to, long bytes) throws IOException {
    try (ReadFile source = ReadFile.open(from); AppendFile copy = AppendFile.create(to)) {
      while (copy.size() < bytes) {
        byte[] part = source.read(copy.size(), (int) Math.min(PART_BYTES, bytes - copy.size()));
        copy.append(part, 0, part.length);
      }
      copy.sync();
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (var paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private record Moment(List<Long> tables, List<LogFiles.Length> logs, long manifest, List<VersionEdit> records) {}
}
