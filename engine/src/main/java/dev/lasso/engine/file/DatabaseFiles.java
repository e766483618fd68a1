package dev.lasso.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        if (!stem.isEmpty() && stem.chars().allMatch(Character::isDigit)) {
          numbers.add(Long.parseLong(stem));
        }
      }
    }
    Collections.sort(numbers);
    return numbers;
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
