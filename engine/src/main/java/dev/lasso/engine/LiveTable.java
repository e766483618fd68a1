package dev.lasso.engine;

import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a column family, as it was when it was asked for.
 *
 * @param bytes the size of its file
 * @param smallest its first key
 * @param largest its last key
 */
public record LiveTable(int level, long number, long bytes, byte[] smallest, byte[] largest, boolean beingCompacted) {

  static List<LiveTable> all(Version version) {
    List<LiveTable> all = new ArrayList<>();
    for (int level = 0; level < version.levels(); level++) {
      for (FileMetadata file : version.files(level)) {
        all.add(new LiveTable(level, file.number(), file.bytes(), file.smallest().clone(), file.largest().clone(),
            file.isBeingCompacted()));
      }
    }
    return all;
  }
}
