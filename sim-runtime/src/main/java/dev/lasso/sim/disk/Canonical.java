package dev.lasso.sim.disk;

import dev.lasso.sim.disk.PathWalk.Place;
import dev.lasso.sim.hooks.DiskError;

/**
 * Paths as {@code File.getCanonicalPath} shows them: links are followed as far as there is something, and what comes
 * behind that has no dots.
 */
final class Canonical {

  private final Disk disk;

  Canonical(Disk disk) {
    this.disk = disk;
  }

  String of(Directory from, String path) {
    Directory at = path.startsWith("/") ? disk.root() : from;
    String known = at.path();
    String rest = path;
    String beginning = path;
    while (true) {
      try {
        Place place = disk.walk(from, beginning, true);
        if (place.node() != null) {
          known = place.path();
          rest = path.substring(beginning.length());
          break;
        }
      } catch (DiskError absent) {
        // what the path begins with may still be there
      }
      int slash = beginning.lastIndexOf('/');
      if (slash <= 0) {
        break;
      }
      beginning = beginning.substring(0, slash);
    }
    return resolved(known, rest);
  }

  private static String resolved(String known, String rest) {
    StringBuilder out = new StringBuilder(known.equals("/") ? "" : known);
    for (String name : rest.split("/")) {
      if (name.equals("..")) {
        out.setLength(Math.max(out.lastIndexOf("/"), 0));
      } else if (!name.isEmpty() && !name.equals(".")) {
        out.append('/').append(name);
      }
    }
    return out.isEmpty() ? "/" : out.toString();
  }
}
