package dev.lasso.workloads.contract.file;

import dev.lasso.workloads.contract.Actor;
import dev.lasso.workloads.contract.Observations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fresh directory for one contract, and what was observed there: what is noted names files relative to it. */
public final class Directory extends Observations {

  private final Path root;

  /** Makes it where temporary files go. */
  public Directory() throws IOException {
    root = Files.createTempDirectory("contract").toRealPath();
  }

  /** A file in it, which need not exist; with an empty name the directory. */
  public Path path(String name) {
    return name.isEmpty() ? root : root.resolve(name);
  }

  /** A file in it that holds this text. */
  public Path file(String name, String text) throws IOException {
    return Files.writeString(path(name), text);
  }

  /** A directory made in it, with those between. */
  public Path sub(String name) throws IOException {
    return Files.createDirectories(path(name));
  }

  /** All files in it, sorted: directories with a slash, links with what they say. */
  public String tree() throws IOException {
    return all(root).stream().skip(1).map(this::entry).toList().toString();
  }

  private String entry(Path path) {
    String name = root.relativize(path).toString();
    try {
      return Files.isSymbolicLink(path)
          ? name + " -> " + Files.readSymbolicLink(path)
          : Files.isDirectory(path) ? name + "/" : name;
    } catch (IOException e) {
      return name + " -> " + e.getMessage();
    }
  }

  private static List<Path> all(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.sorted().toList();
    }
  }

  /** Notes a value with the directory's own path taken out of it, and zeros made visible as dots. */
  @Override
  public synchronized void saw(String what, @Nullable Object actual, @Nullable Object documented) {
    super.saw(what, told(actual), told(documented));
  }

  private String told(@Nullable Object value) {
    return String.valueOf(value).replace(root + "/", "").replace(root.toString(), ".").replace('\0', '.');
  }

  /** Notes what a call threw that has no value. */
  public void call(String what, Actor.Deed deed, String documented) {
    call(what, Actor.Deed.body(deed), documented);
  }

  @Override
  public void close() throws IOException {
    for (Path path : all(root).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(path);
    }
  }
}
