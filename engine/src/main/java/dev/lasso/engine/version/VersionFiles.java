package dev.lasso.engine.version;

import java.util.ArrayList;
import java.util.List;

/** The arithmetic of versions and edits: their tables, level by level. */
final class VersionFiles {

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

  static void apply(List<List<FileMetadata>> levels, VersionEdit edit) {
    for (VersionEdit.DeletedFile file : edit.deleted()) {
      if (!levels.get(file.level()).removeIf(present -> present.number() == file.number())) {
        throw new IllegalStateException("table #" + file.number() + " is not in level " + file.level());
      }
    }
    for (VersionEdit.AddedFile file : edit.added()) {
      levels.get(file.level()).add(file.file());
    }
  }

  /** An edit that leads from nothing to {@code version}. */
  static VersionEdit snapshot(Version version) {
    VersionEdit edit = new VersionEdit();
    for (int level = 0; level < version.levels(); level++) {
      for (FileMetadata file : version.files(level)) {
        edit.add(level, file);
      }
    }
    return edit;
  }
}
