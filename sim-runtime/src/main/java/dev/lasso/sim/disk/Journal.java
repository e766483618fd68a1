package dev.lasso.sim.disk;

import dev.lasso.sim.fault.CrashPlan.Order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has changed on a disk and may still be lost with the power, in order. A change that must come after another is
 * never kept without it: what a sync makes certain takes all that it needs along.
 */
final class Journal {

  /** So many changes wait at most; then the older half is written back, as every operating system does in time. */
  private static final int MOST = 1 << 16;

  private final Order order;
  private List<Change> pending = new ArrayList<>();
  private long operation;
  private @Nullable List<Change.OfPage> cleared;

  /** Bytes that a sync has failed to write: a later one does without them, until their page is written again. */
  private final Set<Change> dropped = Collections.newSetFromMap(new IdentityHashMap<>());

  Journal(Order order) {
    this.order = order;
  }

  Order order() {
    return order;
  }

  /** What may still be lost. */
  List<Change> pending() {
    return Collections.unmodifiableList(pending);
  }

  /** A call begins that changes something. */
  void begin() {
    operation++;
    if (pending.size() >= MOST) {
      pending = new ArrayList<>(pending.subList(MOST / 2, pending.size()));
    }
  }

  /** Who is told of the pages of a file. */
  Content.Watch of(RegularFile file) {
    return (page, before, after, first, last) -> {
      Change.OfPage change = new Change.OfPage(operation, file, page, before, after, first, last);
      if (cleared == null) {
        pending.add(change);
      } else {
        cleared.add(change);
      }
    };
  }

  /** A file is about to be cut off: what is cleared until {@link #resized} belongs to that. */
  void cutsOff() {
    cleared = new ArrayList<>();
  }

  void resized(RegularFile file, long before, long after) {
    if (before != after) {
      pending.add(new Change.OfSize(operation, file, before, after, cleared == null ? List.of() : cleared));
    }
    cleared = null;
  }

  void named(List<Change.Name> names) {
    pending.add(new Change.OfNames(operation, names));
  }

  /** A sync of a file has failed: its bytes are taken for written and are not. */
  void drop(Node node) {
    pending.stream().filter(change -> change instanceof Change.OfPage && isOf(node, change)).forEach(dropped::add);
  }

  /** All of a file or directory is certain now. */
  void sync(Node node) {
    List<Change> before = dropped.isEmpty() ? List.of() : List.copyOf(pending);
    switch (order) {
      case STRICT -> pending.clear();
      case ORDERED -> syncAllNames(node);
      case ARBITRARY -> {
        if (node instanceof Directory) {
          syncNames(change -> change.isIn(node));
        } else {
          pending.removeIf(change -> isOf(node, change));
        }
      }
    }
    if (!dropped.isEmpty()) {
      keepDropped(before);
    }
  }

  /** Takes those back that were dropped, and whose page was not written again before this sync. */
  private void keepDropped(List<Change> before) {
    Set<Change> uncertain = Collections.newSetFromMap(new IdentityHashMap<>());
    uncertain.addAll(pending);
    Set<String> written = new HashSet<>();
    List<Change> kept = new ArrayList<>();
    for (int i = before.size() - 1; i >= 0; i--) {
      Change change = before.get(i);
      boolean isDropped = dropped.contains(change);
      if (uncertain.contains(change)) {
        kept.add(change);
      } else if (change instanceof Change.OfPage page && isDropped && !written.contains(page.place())) {
        kept.add(change);
      } else if (change instanceof Change.OfPage page) {
        written.add(page.place());
        dropped.remove(change);
      }
    }
    Collections.reverse(kept);
    pending = kept;
  }

  private static boolean isOf(Node node, Change change) {
    return switch (change) {
      case Change.OfPage page -> page.file() == node;
      case Change.OfSize size -> size.file() == node;
      case Change.OfNames names -> false;
    };
  }

  /** Of the bytes those stay uncertain that no size waits for. */
  private void syncAllNames(Node node) {
    List<Change> left = new ArrayList<>();
    Set<Long> resized = new HashSet<>();
    for (int i = pending.size() - 1; i >= 0; i--) {
      switch (pending.get(i)) {
        case Change.OfPage page -> {
          if (page.file() != node && !resized.contains(page.file().number())) {
            left.add(page);
          }
        }
        case Change.OfSize size -> resized.add(size.file().number());
        case Change.OfNames names -> {}
      }
    }
    Collections.reverse(left);
    pending = left;
  }

  private void syncNames(Predicate<Change.OfNames> wanted) {
    List<Change> left = new ArrayList<>();
    Set<String> needed = new HashSet<>();
    boolean needsMoves = false;
    for (int i = pending.size() - 1; i >= 0; i--) {
      Change change = pending.get(i);
      if (change instanceof Change.OfNames names && (wanted.test(names) || needsMoves && names.movesDirectory()
          || names.names().stream().anyMatch(name -> needed.contains(name.place())))) {
        names.names().forEach(name -> needed.add(name.place()));
        needsMoves |= names.movesDirectory();
      } else {
        left.add(change);
      }
    }
    Collections.reverse(left);
    pending = left;
  }
}
