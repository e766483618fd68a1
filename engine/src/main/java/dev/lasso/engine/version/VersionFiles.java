package dev.lasso.engine.version;

import java.util.ArrayList;
import java.util.List;

/** The arithmetic of versions and edits: their tables, level by level. */
final class VersionFiles {
  private static final int MAX_LEVELS = 64;

  private VersionFiles() {}

  /**
   * The tables of {@code base} after {@code edit}.
   *
   * @throws IllegalStateException if it takes away a table that is not there
   */
  static List<List<FileMetadata>> apply(Version base, VersionEdit edit) {
    List<List<FileMetadata>> levels = new ArrayList<>();
    for (int level = 0; level < base.levels(); level++) {
      levels.add(new ArrayList<>(base.files(level)));
    }
    apply(levels, edit);
    return levels;
  }

  /** Changes {@code levels}, which may gain some, as {@code edit} says. */
  static void apply(List<List<FileMetadata>> levels, VersionEdit edit) {
    for (VersionEdit.DeletedFile file : edit.deleted()) {
      if (!level(levels, file.level()).removeIf(present -> present.number() == file.number())) {
        throw new IllegalStateException("table #" + file.number() + " is not in level " + file.level());
      }
    }
    for (VersionEdit.AddedFile file : edit.added()) {
      level(levels, file.level()).add(file.file());
    }
  }

  private static List<FileMetadata> level(List<List<FileMetadata>> levels, int number) {
    if (number < 0 || number >= MAX_LEVELS) {
      throw new IllegalStateException("there is no level " + number);
    }
    while (levels.size() <= number) {
      levels.add(new ArrayList<>());
    }
    return levels.get(number);
  }

  /** An edit that leads from nothing to the newest version of {@code family}. */
  static VersionEdit snapshot(FamilyVersions family) {
    VersionEdit edit = new VersionEdit(family.id()).logNumber(family.logNumber());
    edit.comparator = family.spec().comparator();
    edit.addedFamily = family.id() == 0 ? null : family.name();
    Version version = family.current();
    for (int level = 0; level < version.levels(); level++) {
      for (FileMetadata file : version.files(level)) {
        edit.add(level, file);
      }
    }
    return edit;
  }
}
