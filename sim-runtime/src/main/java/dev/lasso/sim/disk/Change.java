package dev.lasso.sim.disk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A micro-operation: what a loss of power leaves done or undone as a whole, but for the sectors of a page, of which each
 * is one by itself.
 */
sealed interface Change {

  /** The call that made it, counted from the first; one call may make several. */
  long operation();

  /**
   * Bytes of a page.
   *
   * @param before the whole page as it was, null for zeros; nobody changes it any more, as {@code after}
   * @param firstSector the first sector that differs, of {@link Content#SECTORS}
   * @param lastSector the last one
   */
  record OfPage(long operation, RegularFile file, int page, byte @Nullable [] before, byte @Nullable [] after,
      int firstSector, int lastSector) implements Change {

    /** Which page it is. */
    String place() {
      return file.number() + "/" + page;
    }
  }

  /**
   * The size of a file.
   *
   * @param before in bytes, as {@code after}
   * @param cleared what lay behind the end that the file is cut off at
   */
  record OfSize(long operation, RegularFile file, long before, long after, List<OfPage> cleared)
      implements
        Change {}

  /** Names, which a rename changes together. */
  record OfNames(long operation, List<Name> names) implements Change {

    /** Whether it moves a directory. */
    boolean movesDirectory() {
      return names.size() > 1 && names.getLast().after instanceof Directory;
    }

    boolean isIn(Node directory) {
      return names.stream().anyMatch(name -> name.directory == directory);
    }
  }

  /**
   * A name in a directory.
   *
   * @param before what it stood for, or null
   * @param after what it stands for since, or null
   */
  record Name(Directory directory, String name, @Nullable Node before, @Nullable Node after) {

    /** Which name it is. */
    String place() {
      return directory.number() + "/" + name;
    }
  }
}
