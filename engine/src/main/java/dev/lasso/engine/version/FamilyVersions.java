package dev.lasso.engine.version;

import dev.lasso.engine.options.LevelShape;
import dev.lasso.engine.options.OptionsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The newest version of one column family, and the oldest log that holds data of it which is in no table. What changes
 * is guarded by the engine's mutex.
 */
public final class FamilyVersions {
  private final int id;
  private FamilySpec spec;
  private final List<Long> obsolete;
  private volatile Version current;
  private volatile long logNumber;

  FamilyVersions(int id, FamilySpec spec, List<Long> obsolete) {
    this.id = id;
    this.spec = spec;
    this.obsolete = obsolete;
    this.current = version(Collections.nCopies(spec.shape().levels(), List.of()));
    current.reference();
  }

  /** Its number, which no other family ever has; the default family's is 0. */
  public int id() {
    return id;
  }

  public String name() {
    return spec.name();
  }

  /** The newest version. Whoever lets go of the mutex while using it takes a reference. */
  public Version current() {
    return current;
  }

  /** The oldest log that this family still needs. */
  public long logNumber() {
    return logNumber;
  }

  /** Gives the levels other sizes, as many as before. Called with the mutex. */
  public void reshape(LevelShape shape) {
    spec = new FamilySpec(spec.name(), shape, spec.keys(), spec.comparator());
    List<List<FileMetadata>> levels = new ArrayList<>();
    for (int level = 0; level < current.levels(); level++) {
      levels.add(current.files(level));
    }
    install(version(levels), logNumber);
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
            obsolete.add(file.number());
          }
        }
      }
    }
  }

  /** Gives up the newest version of a dropped family that nobody uses any more. Called with the mutex. */
  public void abandon() {
    release(current);
  }

  /**
   * Takes over what the manifest holds.
   *
   * @throws OptionsException if the family was made with another comparator or more levels than its spec says
   */
  void recover(ManifestReplay.Family found) {
    String whose = id == 0 ? "the database" : "column family '" + spec.name() + "'";
    if (!found.comparator().equals(spec.comparator())) {
      throw new OptionsException(whose + " was made with the comparator " + found.comparator()
          + ", and does not open with " + spec.comparator());
    }
    List<List<FileMetadata>> levels = new ArrayList<>(found.levels());
    while (!levels.isEmpty() && levels.getLast().isEmpty()) {
      levels.removeLast();
    }
    if (levels.size() > spec.shape().levels()) {
      throw new OptionsException(whose + " has tables in level " + (levels.size() - 1) + ", which num_levels="
          + spec.shape().levels() + " leaves out");
    }
    while (levels.size() < spec.shape().levels()) {
      levels.add(List.of());
    }
    install(version(levels), found.logNumber());
  }

  FamilySpec spec() {
    return spec;
  }

  Version after(VersionEdit edit) {
    return edit.hasFiles() ? version(VersionFiles.apply(current, edit)) : current;
  }

  private Version version(List<List<FileMetadata>> levels) {
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
