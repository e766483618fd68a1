package dev.lasso.engine.version;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.wal.LogItem;
import dev.lasso.engine.wal.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the manifest that CURRENT names says. A record cut short at its end was never acknowledged and is left out; any
 * other damage is corruption.
 */
final class ManifestReplay {
  private final DatabaseFiles files;
  private final List<List<FileMetadata>> levels = new ArrayList<>();
  private String comparator = "";
  private long manifestNumber;
  private long nextFile;
  private long lastSequence;
  private long logNumber;

  ManifestReplay(DatabaseFiles files, int levelCount) {
    this.files = files;
    for (int level = 0; level < levelCount; level++) {
      levels.add(new ArrayList<>());
    }
  }

  void read() throws IOException {
    String content = Files.readString(files.current());
    if (!content.matches("MANIFEST-\\d+\n")) {
      throw new CorruptionException("CURRENT", 0, "it names no manifest");
    }
    String name = content.strip();
    manifestNumber = Long.parseLong(name.substring("MANIFEST-".length()));
    Path path = files.manifest(manifestNumber);
    if (!Files.exists(path)) {
      throw new CorruptionException("CURRENT", 0, name + " does not exist");
    }
    try (ReadFile file = ReadFile.open(path)) {
      LogReader reader = new LogReader(file);
      for (LogItem item = reader.next(); !(item instanceof LogItem.End); item = reader.next()) {
        take(name, item);
      }
    }
    if (nextFile == 0) {
      throw new CorruptionException(name, 0, "it has no records");
    }
  }

  private void take(String name, LogItem item) throws CorruptionException {
    switch (item) {
      case LogItem.Whole record -> apply(name, record.bytes());
      case LogItem.Damage(long offset, String reason, boolean atTail) -> {
        if (!atTail) {
          throw new CorruptionException(name, offset, reason);
        }
      }
      case LogItem.End() -> throw new IllegalStateException("the end is no record");
    }
  }

  private void apply(String name, byte[] record) throws CorruptionException {
    VersionEdit edit;
    try {
      edit = VersionEdit.decode(record);
      VersionFiles.apply(levels, edit);
    } catch (RuntimeException e) {
      throw new CorruptionException(name, 0, "a record cannot be applied: " + e.getMessage());
    }
    comparator = edit.comparator == null ? comparator : edit.comparator;
    nextFile = edit.nextFile == null ? nextFile : edit.nextFile;
    lastSequence = edit.lastSequence == null ? lastSequence : edit.lastSequence;
    logNumber = edit.logNumber == null ? logNumber : edit.logNumber;
  }

  List<List<FileMetadata>> levels() {
    return levels;
  }

  String comparator() {
    return comparator;
  }

  long manifestNumber() {
    return manifestNumber;
  }

  long nextFile() {
    return nextFile;
  }

  long lastSequence() {
    return lastSequence;
  }

  long logNumber() {
    return logNumber;
  }
}
