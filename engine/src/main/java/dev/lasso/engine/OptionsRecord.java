package dev.lasso.engine;

import dev.lasso.engine.file.DatabaseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The OPTIONS file: what the database was opened with and the column families that it has, written at each change. */
final class OptionsRecord {
  private static final int FILES_KEPT = 2;

  private final Engine engine;

  OptionsRecord(Engine engine) {
    this.engine = engine;
  }

  /** Writes a new file by way of a temporary one, and deletes all but the last two. */
  void write() throws IOException {
    DatabaseFiles files = engine.files;
    Path temporary = files.temporary(engine.versions.newFileNumber());
    Path target = files.options(engine.versions.newFileNumber());
    files.replace(target, temporary, engine.families.options().toText());
    List<Long> numbers = DatabaseFiles.numbered(files.directory(), "OPTIONS-");
    for (int i = 0; i < numbers.size() - FILES_KEPT; i++) {
      Files.deleteIfExists(files.options(numbers.get(i)));
    }
  }
}
