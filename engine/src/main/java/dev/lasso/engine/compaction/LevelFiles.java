package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import java.util.List;

/** Tables of one level, in the order in which the level has them. */
public record LevelFiles(int level, List<FileMetadata> files) {

  public LevelFiles {
    files = List.copyOf(files);
  }
}
