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
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest that CURRENT names says. A record cut short at its end was never acknowledged and is left out; any
 * other damage is corruption.
 */
final class ManifestReplay {
  private final DatabaseFiles files;
  private final SortedMap<Integer, Family> families = new TreeMap<>();
  private long manifestNumber;
  private long nextFile;
  private long lastSequence;
  private int maxFamily;

  ManifestReplay(DatabaseFiles files) {
    this.files = files;
    families.put(0, new Family("default"));
  }

  void read() throws IOException {
    String content = Files.readString(files.current(), java.nio.charset.StandardCharsets.ISO_8859_1);
    if (!content.matches("MANIFEST-\\d{1,18}\n")) {
      throw new CorruptionException("CURRENT", 0, "it names no manifest; " + files.repair());
    }
    String name = content.strip();
    manifestNumber = Long.parseLong(name.substring("MANIFEST-".length()));
    Path path = files.manifest(manifestNumber);
    if (!Files.exists(path) || !path.getFileName().toString().equals(name)) {
      throw new CorruptionException("CURRENT", 0, "it names " + name + ", which does not exist; " + files.repair());
    }
    try (ReadFile file = ReadFile.open(path)) {
      LogReader reader = new LogReader(file, manifestNumber);
      for (LogItem item = reader.next(); !(item instanceof LogItem.End); item = reader.next()) {
        take(name, item);
      }
    }
    if (nextFile == 0) {
      throw new CorruptionException(name, 0, "it has no complete records");
    }
  }

  private void take(String name, LogItem item) throws CorruptionException {
    switch (item) {
      case LogItem.Whole record -> apply(name, record);
      case LogItem.Damage(long offset, String reason, boolean atTail) -> {
        if (!atTail) {
          throw new CorruptionException(name, offset, reason);
        }
      }
      case LogItem.End() -> throw new IllegalStateException("the end is no record");
    }
  }

  private void apply(String name, LogItem.Whole record) throws CorruptionException {
    try {
      apply(VersionEdit.decode(record.bytes()));
    } catch (RuntimeException e) {
      throw new CorruptionException(name, record.offset(), "a record cannot be applied: " + e.getMessage());
    }
  }

  private void apply(VersionEdit edit) {
    nextFile = edit.nextFile == null ? nextFile : Math.max(nextFile, edit.nextFile);
    lastSequence = edit.lastSequence == null ? lastSequence : Math.max(lastSequence, edit.lastSequence);
    maxFamily = edit.maxFamily == null ? maxFamily : Math.max(maxFamily, edit.maxFamily);
    if (edit.addedFamily != null && families.put(edit.family, new Family(edit.addedFamily)) != null) {
      throw new IllegalStateException("column family " + edit.family + " is there already");
    }
    maxFamily = Math.max(maxFamily, edit.family);
    Family family = families.get(edit.family);
    if (family == null) {
      throw new IllegalStateException("there is no column family " + edit.family);
    }
    if (edit.dropsFamily) {
      families.remove(edit.family);
      return;
    }
    VersionFiles.apply(family.levels, edit);
    family.comparator = edit.comparator == null ? family.comparator : edit.comparator;
    family.logNumber = edit.logNumber == null ? family.logNumber : edit.logNumber;
  }

  SortedMap<Integer, Family> families() {
    return families;
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

  int maxFamily() {
    return maxFamily;
  }

  /** A column family as the records so far make it. */
  static final class Family {
    private final String name;
    private final List<List<FileMetadata>> levels = new ArrayList<>();
    private @Nullable String comparator;
    private long logNumber;

    private Family(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    /** Its tables; there may be fewer levels than the family is opened with. */
    List<List<FileMetadata>> levels() {
      return levels;
    }

    String comparator() {
      return comparator == null ? "" : comparator;
    }

    long logNumber() {
      return logNumber;
    }
  }
}
