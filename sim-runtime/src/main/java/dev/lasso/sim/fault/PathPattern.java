package dev.lasso.sim.fault;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/**
 * Files by name, as {@link java.nio.file.FileSystem#getPathMatcher} has it of a glob: {@code *.log} for a name in any
 * directory, and with a slash in it for whole paths, {@code **}{@code /wal/*}.
 */
public final class PathPattern {

  private final String text;
  private final PathMatcher matcher;

  private PathPattern(String text) {
    this.text = text;
    matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
  }

  /** The pattern that a text means. @throws IllegalArgumentException in one line, if it is none */
  static PathPattern parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a pattern of files is a glob such as *.log, not empty");
    }
    try {
      PathPattern pattern = new PathPattern(text);
      pattern.matches("/any"); // loads all that it takes, which no call on a file may
      return pattern;
    } catch (PatternSyntaxException malformed) {
      throw new IllegalArgumentException("a pattern of files is a glob such as *.log, not " + text + ": "
          + malformed.getDescription(), malformed);
    }
  }

  /** Whether a file is meant, by its absolute path. */
  boolean matches(String path) {
    Path whole = Path.of(path);
    return matcher.matches(text.indexOf('/') < 0 && whole.getFileName() != null ? whole.getFileName() : whole);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
