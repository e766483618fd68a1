package dev.lasso.engine.version;

import dev.lasso.engine.table.TableCache;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest version of one column family, and the oldest log that holds data of it which is in no table. What changes
 * is guarded by the engine's mutex.
 */
public final class FamilyVersions {
  private final int id;
  private final FamilySpec spec;
  private final TableCache tables;
  private final List<ObsoleteTable> obsolete;
  private volatile Version current;
  private volatile long logNumber;

  FamilyVersions(int id, FamilySpec spec, TableCache tables, List<ObsoleteTable> obsolete) {
    this.id = id;
    this.spec = spec;
    this.tables = tables;
    this.obsolete = obsolete;
    List<List<FileMetadata>> none = new ArrayList<>();
    for (int level = 0; level < spec.shape().levels(); level++) {
      none.add(List.of());
    }
    this.current = new Version(spec.shape(), spec.keys(), none);
    current.reference();
  }

  /** Its number, which no other family ever has; the default family's is 0. */
  public int id() {
    return id;
  }

  public String name() {
    return spec.name();
  }

  /** The open tables of this family. */
  public TableCache tables() {
    return tables;
  }

  /** The newest version. Whoever lets go of the mutex while using it takes a reference. */
  public Version current() {
    return current;
  }

  /** The oldest log that this family still needs. */
  public long logNumber() {
    return logNumber;
  }

  /** Keeps the tables of the newest version from being deleted. Called with the mutex. */
  public Version reference() {
    current.reference();
    return current;
  }

  /** Keeps a version's tables from being deleted. Called with the mutex. */
  public Version reference(Version version) {
    version.reference();
    return version;
  }

  /** Gives a reference back. Called with the mutex. */
  public void release(Version version) {
    if (version.release()) {
      for (int level = 0; level < version.levels(); level++) {
        for (FileMetadata file : version.files(level)) {
          if (file.release()) {
            obsolete.add(new ObsoleteTable(file.number(), tables));
          }
        }
      }
    }
  }

  /** Gives up the newest version of a dropped family that nobody uses any more. Called with the mutex. */
  public void abandon() {
    release(current);
  }

  FamilySpec spec() {
    return spec;
  }

  Version after(VersionEdit edit) {
    return edit.hasFiles() ? version(VersionFiles.apply(current, edit)) : current;
  }

  Version version(List<List<FileMetadata>> levels) {
    return new Version(spec.shape(), spec.keys(), levels);
  }

  void install(Version next, long neededLog) {
    logNumber = neededLog;
    if (next == current) {
      return;
    }
    next.reference();
    for (int level = 0; level < next.levels(); level++) {
      next.files(level).forEach(FileMetadata::reference);
    }
    Version old = current;
    current = next;
    release(old);
  }
}
