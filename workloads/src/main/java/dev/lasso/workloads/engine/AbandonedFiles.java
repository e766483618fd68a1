package dev.lasso.workloads.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the process that follows one that has ended finds of a database. */
final class AbandonedFiles {

  private AbandonedFiles() {}

  /** Copies the files of {@code from}, to which nobody writes meanwhile, to {@code to}, which is made. */
  static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }
}
