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
 * The directory of one run: made when first asked for, gone afterwards. Its name is the same for every run of a
 * process; in all processes it has the same length and the same hash, since a program may well keep files in a hash
 * table.
 */
final class RunDirectory implements AutoCloseable {

  private static final Path PATH = Path.of(System.getProperty("java.io.tmpdir"), name(ProcessHandle.current().pid()));

  private static final int HASH_BASE = 31;
  private static final int LETTERS = 26;

  /** So many that each hash is that of some name with so many letters at its end. */
  private static final int FILL = 8;

  private @Nullable Path made;

  /** A name for a process, followed by what makes its hash that of all the others. */
  static String name(long process) {
    String name = String.format(Locale.ROOT, "lasso-%010d-", process);
    long missing = -(name + "A".repeat(FILL)).hashCode() & 0xffff_ffffL;
    String fill = fill(missing);
    while (fill.chars().anyMatch(letter -> letter >= 'A' + LETTERS)) {
      missing += 1L << Integer.SIZE;
      fill = fill(missing);
    }
    return name + fill;
  }

  /** What adds so much to the hash. */
  private static String fill(long missing) {
    char[] fill = new char[FILL];
    long rest = missing;
    for (int i = FILL - 1; i >= 0; i--) {
      fill[i] = (char) ('A' + rest % HASH_BASE);
      rest /= HASH_BASE;
    }
    return new String(fill);
  }

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
