package dev.lasso.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one run: made when first asked for, gone afterwards. Its name is the same for every run of a process
 * and of the same length in all, since a program may well look at it.
 */
final class RunDirectory implements AutoCloseable {

  private static final Path PATH = Path.of(System.getProperty("java.io.tmpdir"),
      String.format(Locale.ROOT, "lasso-%010d", ProcessHandle.current().pid()));

  private @Nullable Path made;

  Path path() {
    if (made == null) {
      try {
        delete();
        made = Files.createDirectory(PATH);
      } catch (IOException failure) {
        throw new UncheckedIOException("no directory for the run", failure);
      }
    }
    return made;
  }

  @Override
  public void close() {
    if (made != null) {
      try {
        delete();
      } catch (IOException failure) {
        throw new UncheckedIOException("the directory of the run cannot be deleted", failure);
      }
    }
  }

  private static void delete() throws IOException {
    if (Files.exists(PATH)) {
      try (Stream<Path> files = Files.walk(PATH)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
