package dev.lasso.sim.weave;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The class files of the JDK that runs the tests. */
public final class JdkImage {

  private static final Path MODULES = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");

  private JdkImage() {}

  /** Those that are woven, by name with slashes. */
  public static Map<String, byte[]> selected() throws IOException {
    Map<String, byte[]> selected = new TreeMap<>();
    for (String module : List.of("java.base", "java.instrument")) {
      Path root = MODULES.resolve(module);
      for (Path file : classes(root)) {
        String name = root.relativize(file).toString().replaceFirst("\\.class$", "");
        if (JdkSelection.selects(name, JdkWeaver.specials())) {
          selected.put(name, Files.readAllBytes(file));
        }
      }
    }
    return selected;
  }

  private static List<Path> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(it -> it.toString().endsWith(".class")).toList();
    }
  }
}
