package dev.lasso.sim.disk;

import dev.lasso.sim.trace.TraceHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the names of a disk stand for after some of their changes. */
final class Names {

  private final Directory root;
  private final Map<Long, TreeMap<String, Node>> changed = new HashMap<>();

  /**
   * The names that are below a directory.
   *
   * @param changes of names, in order, all that were since they were certain
   * @param cut which of them were made
   */
  Names(Directory root, List<Change> changes, Cut cut) {
    this.root = root;
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof Change.OfNames change) {
        for (Change.Name name : change.names()) {
          boolean isFirst = seen.add(name.place());
          if (cut.names().get(i)) {
            set(name, name.after());
          } else if (isFirst) {
            set(name, name.before());
          }
        }
      }
    }
  }

  private void set(Change.Name name, @Nullable Node node) {
    TreeMap<String, Node> entries = changed.computeIfAbsent(name.directory().number(),
        first -> name.directory().entries());
    if (node == null) {
      entries.remove(name.name());
    } else {
      entries.put(name.name(), node);
    }
  }

  private TreeMap<String, Node> in(Directory directory) {
    TreeMap<String, Node> entries = changed.get(directory.number());
    return entries == null ? directory.entries() : entries;
  }

  /** Tells of every name that can be reached, in order; of a directory that a crash has put into itself nobody is told. */
  private void walk(Directory directory, BiConsumer<Directory, Map.Entry<String, Node>> action, Set<Long> passed) {
    if (passed.add(directory.number())) {
      for (Map.Entry<String, Node> entry : in(directory).entrySet()) {
        action.accept(directory, entry);
        if (entry.getValue() instanceof Directory child) {
          walk(child, action, passed);
        }
      }
    }
  }

  /** The files that have a name, by their numbers. */
  TreeMap<Long, RegularFile> files() {
    TreeMap<Long, RegularFile> files = new TreeMap<>();
    walk(root, (directory, entry) -> {
      if (entry.getValue() instanceof RegularFile file) {
        files.put(file.number(), file);
      }
    }, new HashSet<>());
    return files;
  }

  /** A hash of what stands where. */
  long hash() {
    long[] hash = {TraceHash.START};
    walk(root, (directory, entry) -> {
      hash[0] = TraceHash.mix(TraceHash.mix(hash[0], directory.number()), entry.getKey().hashCode());
      hash[0] = TraceHash.mix(hash[0], entry.getValue().number());
    }, new HashSet<>());
    return hash[0];
  }

  /** All of it anew. @param copier copies a file, and is asked once for each */
  Directory copy(UnaryOperator<RegularFile> copier) {
    return copy(root, copier, new HashMap<>());
  }

  private Directory copy(Directory original, UnaryOperator<RegularFile> copier, Map<Long, Node> copies) {
    Directory copy = new Directory(original.number(), 0, original.created());
    copies.put(original.number(), copy);
    in(original).forEach((name, node) -> {
      if (!(node instanceof Directory child)) {
        copy.put(name, copies.computeIfAbsent(node.number(), first -> copyOf(node, copier)), original.changed());
      } else if (!copies.containsKey(child.number())) {
        copy.put(name, copy(child, copier, copies), original.changed());
      }
    });
    copy.like(original);
    return copy;
  }

  private static Node copyOf(Node node, UnaryOperator<RegularFile> copier) {
    return switch (node) {
      case RegularFile file -> copier.apply(file);
      case SymbolicLink link -> new SymbolicLink(link);
      case Device device -> new Device(device);
      case Directory directory -> throw new IllegalArgumentException("a directory has one name");
    };
  }
}
