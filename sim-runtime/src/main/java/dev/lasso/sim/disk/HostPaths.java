package dev.lasso.sim.disk;

import java.io.File;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run may read of the machine: the JDK and the class path. All else that a
 * program names is on the simulated disk.
 */
final class HostPaths {

  private static final String JDK = System.getProperty("java.home");

  private final String workingDirectory;
  private final Set<String> paths = new HashSet<>();
  private @Nullable String allowed;

  /** @param workingDirectory what relative paths are relative to */
  HostPaths(String workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** From now on the entries of a class path may be read, and no longer those of the one before. */
  void allow(String classPath) {
    if (!classPath.equals(allowed)) {
      allowed = classPath;
      paths.clear();
      paths.add(normal(JDK));
      add(System.getProperty("java.class.path"));
      add(classPath);
    }
  }

  private void add(String classPath) {
    for (String entry : classPath.split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        paths.add(normal(entry));
      }
    }
  }

  /** Whether a path is one of those, or in one of them. */
  boolean hold(String path) {
    String at = normal(path);
    while (!paths.contains(at)) {
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return false;
      }
      at = at.substring(0, slash);
    }
    return true;
  }

  /** The absolute path, without dots; links are not looked at. */
  private String normal(String path) {
    String absolute = path.startsWith("/") ? path : workingDirectory + "/" + path;
    if (!absolute.contains("//") && !absolute.contains("/.") && !absolute.endsWith("/")) {
      return absolute;
    }
    StringBuilder out = new StringBuilder();
    for (String name : absolute.split("/")) {
      if (name.equals("..")) {
        out.setLength(Math.max(out.lastIndexOf("/"), 0));
      } else if (!name.isEmpty() && !name.equals(".")) {
        out.append('/').append(name);
      }
    }
    return out.toString();
  }
}
