package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path stands for, as {@code path_resolution(7)} says. Paths and names are bytes, a character each.
 */
final class PathWalk {

  /** The longest name in bytes. */
  static final int NAME_MAX = 255;

  /** The longest path in bytes, with the zero at its end. */
  static final int PATH_MAX = 4096;

  /** As in Linux. */
  private static final int MAX_LINKS = 40;

  private final Directory root;
  private int links;

  PathWalk(Directory root) {
    this.root = root;
  }

  /**
   * The end of a path.
   *
   * @param parent where its last name is looked up
   * @param name the last name; empty for the root and for what ends in dots, whose parent is then the directory itself
   * @param node what the name stands for, or null
   * @param mustBeDirectory whether the path ends in a slash
   * @param isAbove whether it ends in two dots
   */
  record Place(Directory parent, String name, @Nullable Node node, boolean mustBeDirectory, boolean isAbove) {

    /** @throws DiskError ENOENT if it stands for nothing */
    Node existing() throws DiskError {
      if (node == null) {
        throw Errno.ENOENT.error();
      }
      return node;
    }

    /** Its absolute path, without links. */
    String path() {
      return node instanceof Directory directory ? directory.path() : parent.child(name);
    }
  }

  /**
   * Walks a path to its end.
   *
   * @param follow whether a link at its end is followed
   */
  Place walk(Directory from, String path, boolean follow) throws DiskError {
    if (path.isEmpty()) {
      throw Errno.ENOENT.error();
    }
    if (path.length() >= PATH_MAX) {
      throw Errno.ENAMETOOLONG.error();
    }
    Directory at = path.charAt(0) == '/' ? root : from;
    int start = skipSlashes(path, 0);
    Place place = new Place(at, "", at, false, false);
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(start, end);
      start = skipSlashes(path, end);
      boolean isLast = start == path.length();
      place = step(at, name, isLast, isLast && slash >= 0, follow);
      if (!isLast) {
        at = directory(place);
      }
    }
    return place;
  }

  private Place step(Directory at, String name, boolean isLast, boolean slash, boolean follow) throws DiskError {
    if (name.equals(".")) {
      return new Place(at, "", at, slash, false);
    }
    if (name.equals("..")) {
      return new Place(at.parent(), "", at.parent(), slash, true);
    }
    if (name.length() > NAME_MAX) {
      throw Errno.ENAMETOOLONG.error();
    }
    Node node = at.get(name);
    if (node instanceof SymbolicLink link && (!isLast || follow || slash)) {
      if (++links > MAX_LINKS) {
        throw Errno.ELOOP.error();
      }
      return walk(at, slash ? link.target() + "/" : link.target(), true);
    }
    if (slash && node != null && !(node instanceof Directory)) {
      throw Errno.ENOTDIR.error();
    }
    return new Place(at, name, node, slash, false);
  }

  private static Directory directory(Place place) throws DiskError {
    if (place.existing() instanceof Directory directory) {
      return directory;
    }
    throw Errno.ENOTDIR.error();
  }

  private static int skipSlashes(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }
}
