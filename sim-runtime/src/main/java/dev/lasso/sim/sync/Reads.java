package dev.lasso.sim.sync;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the fields that the tasks of a run have read, from when somebody wants to know them; and how often tasks
 * acted on what is not in the heap at all.
 */
public final class Reads {

  /** In place of a name: any field may have been read. */
  public static final String ALL = "*";

  private final Set<String> named = new HashSet<>();
  private @Nullable Set<String> names;
  private long outside;
  private long wallClock;
  private long clocks;

  /** A program was loaded, which has made nothing yet through which it could read fields. */
  public void programLoaded() {
    named.clear();
  }

  /** From now on the names of fields that are read are kept; those before are forgotten. */
  public void keep() {
    names = new HashSet<>();
  }

  /** Nobody wants to know any longer. */
  void stop() {
    names = null;
  }

  void addOutside() {
    outside++;
  }

  /** How often tasks of this JVM's runs have acted on files, or on other memory than the heap. */
  public long outside() {
    return outside;
  }

  void addWallClock() {
    wallClock++;
    clocks++;
  }

  void addClock() {
    clocks++;
  }

  /** How often tasks of this JVM's runs have read a clock, the wall clock or the other. */
  public long clocks() {
    return clocks;
  }

  /** How often tasks of this JVM's runs have read the wall clock. */
  public long wallClock() {
    return wallClock;
  }

  void add(String name) {
    if (names != null) {
      names.add(name);
    }
  }

  /** The program can read a field of that name, and nobody will be told, for as long as its classes serve. */
  void addNamed(String name) {
    named.add(name);
  }

  /**
   * The names that were kept, and those of fields whose reads nobody tells of; all fields, if nobody wanted to know.
   */
  public Set<String> names() {
    if (names == null) {
      return Set.of(ALL);
    }
    Set<String> all = new HashSet<>(names);
    all.addAll(named);
    return all;
  }
}
