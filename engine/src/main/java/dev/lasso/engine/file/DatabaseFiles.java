package dev.lasso.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The layout of one database: its directory, the directory of its logs, and the name of each kind of file.
 *
 * @param directory tables, manifests, CURRENT, OPTIONS and LOCK
 * @param logDirectory write-ahead logs
 */
public record DatabaseFiles(Path directory, Path logDirectory) {

  public Path current() {
    return directory.resolve("CURRENT");
  }

  public Path manifest(long number) {
    return directory.resolve(name("MANIFEST-%06d", number));
  }

  public Path table(long number) {
    return directory.resolve(name("%06d.sst", number));
  }

  public Path log(long number) {
    return logDirectory.resolve(name("%06d.log", number));
  }

  public Path options(long number) {
    return directory.resolve(name("OPTIONS-%06d", number));
  }

  public Path temporary(long number) {
    return directory.resolve(name("%06d.dbtmp", number));
  }

  /** The numbers of all files {@code NUMBER + suffix} of a directory, ascending. */
  public static List<Long> numbers(Path directory, String suffix) throws IOException {
    return numbers(directory, "", suffix);
  }

  /** The numbers of all files {@code prefix + NUMBER} of a directory, ascending. */
  public static List<Long> numbered(Path directory, String prefix) throws IOException {
    return numbers(directory, prefix, "");
  }

  private static List<Long> numbers(Path directory, String prefix, String suffix) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (var paths = Files.newDirectoryStream(directory, prefix + "*" + suffix)) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        String stem = name.substring(prefix.length(), name.length() - suffix.length());
        // As these names are made, in six digits or more: another name of the same number is no file of the database.
        if (stem.matches("\\d{6}|[1-9]\\d{6,17}")) {
          numbers.add(Long.parseLong(stem));
        }
      }
    }
    Collections.sort(numbers);
    return numbers;
  }

  /**
   * Checks that a new database would take nothing from another. Without CURRENT the files of a database look like
   * leftovers, which an open deletes. What a killed first open leaves, manifest 1, is no obstacle.
   *
   * @throws CorruptionException if there are tables, logs or manifests
   * @throws NotDirectoryException if there is a file in place of the directory
   */
  public void checkUnused() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory + " is a file; a database is a directory: name another path");
    }
    List<Long> manifests = numbered(directory, "MANIFEST-");
    List<Long> tables = numbers(directory, ".sst");
    List<Long> logs = Files.isDirectory(logDirectory) ? numbers(logDirectory, ".log") : List.of();
    Path found = null;
    if (!tables.isEmpty()) {
      found = table(tables.getFirst());
    } else if (!logs.isEmpty()) {
      found = log(logs.getFirst());
    } else if (!manifests.isEmpty() && manifests.getLast() > 1) {
      found = manifest(manifests.getLast());
    }
    if (found != null) {
      throw new CorruptionException("CURRENT", 0, "it does not exist, but " + found + " does; " + repair());
    }
  }

  /** What can be done about a CURRENT that does not name the manifest. */
  public String repair() throws IOException {
    List<Long> manifests = numbered(directory, "MANIFEST-");
    return manifests.isEmpty()
        ? "put the database back from a copy, or name an empty directory"
        : "write " + manifest(manifests.getLast()).getFileName()
            + " and a line end to CURRENT, or put it back from a copy";
  }

  /** Writes {@code text} to a temporary file, syncs it and renames it to {@code target}: all of it or nothing. */
  public void replace(Path target, Path temporary, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (AppendFile file = AppendFile.create(temporary)) {
      file.append(bytes, 0, bytes.length);
      file.sync();
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(directory);
  }

  /**
   * Makes a directory where there is none, and those above it, so that they survive the machine. One that may not is
   * taken away again: whoever finds it would not know.
   *
   * @throws SyncException if the operating system could not see to that
   */
  public static void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path above = directory.toAbsolutePath().getParent();
    if (above != null) {
      makeDirectory(above);
    }
    Files.createDirectories(directory);
    if (above != null) {
      syncMade(directory, above);
    }
  }

  private static void syncMade(Path directory, Path above) throws IOException {
    try {
      syncDirectory(above);
    } catch (IOException | Error e) {
      try {
        Files.delete(directory);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /**
   * Makes the names in a directory survive the machine.
   *
   * @throws SyncException if the operating system could not
   */
  public static void syncDirectory(Path directory) throws IOException {
    try {
      Shielded.shield(() -> {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
        return directory;
      });
    } catch (IOException e) {
      throw new SyncException(directory, e);
    }
  }

  /**
   * Where a path of an OPTIONS file lies: below {@code root}, also when it is absolute, so that a file from another
   * machine opens here.
   *
   * @throws IllegalArgumentException if it climbs out of the root
   */
  public static Path below(Path root, String path) {
    String relative = path.replaceFirst("^[/\\\\]+", "");
    Path resolved = root.resolve(relative).normalize();
    if (!resolved.startsWith(root.normalize())) {
      throw new IllegalArgumentException("path " + path + " leaves the database directory");
    }
    return resolved;
  }

  private static String name(String format, long number) {
    return String.format(Locale.ROOT, format, number);
  }
}
