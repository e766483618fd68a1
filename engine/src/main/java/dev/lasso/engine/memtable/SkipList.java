package dev.lasso.engine.memtable;

import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.KeyOrder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An ordered set of entries (W. Pugh, "Skip lists", 1990) that one thread at a time inserts into while any number read
 * without a lock. A node is linked from the bottom level up, each link published with release semantics, and nothing is
 * ever unlinked; so a reader that loads links with acquire semantics sees whole nodes only. Heights come from a
 * generator with a fixed seed: equal inserts make equal lists.
 */
final class SkipList {
  static final int MAX_HEIGHT = 12;
  private static final byte[] NO_KEY = new byte[0];
  private static final VarHandle LINKS = MethodHandles.arrayElementVarHandle(Node[].class);

  private final KeyOrder keys;
  private final Node head = new Node(null, MAX_HEIGHT);
  /** On each level, where the last insert went, or the head. */
  private final Node[] previous = new Node[MAX_HEIGHT];
  private volatile int height = 1;
  private int random = 0x2545f491;

  SkipList(KeyOrder keys) {
    this.keys = keys;
    Arrays.fill(previous, head);
  }

  /** Inserts an entry that is not in the list and returns the height of its node. */
  int insert(Entry entry) {
    if (!followsLastInsert(entry)) {
      findPrevious(entry);
    }
    Node inserted = new Node(entry, drawHeight());
    int nodeHeight = inserted.next.length;
    if (nodeHeight > height) {
      height = nodeHeight;
    }
    for (int level = 0; level < nodeHeight; level++) {
      inserted.next[level] = previous[level].next[level];
      LINKS.setRelease(previous[level].next, level, inserted);
      previous[level] = inserted;
    }
    return nodeHeight;
  }

  /** Whether the place of {@code entry} is directly behind the last insert, so that all that is before it is known. */
  private boolean followsLastInsert(Entry entry) {
    Node last = previous[0];
    Node next = last.next[0];
    return (last == head || isBefore(last, entry.key(), entry.sequence()))
        && (next == null || !isBefore(next, entry.key(), entry.sequence()));
  }

  private void findPrevious(Entry entry) {
    Node node = head;
    for (int level = height - 1; level >= 0; level--) {
      Node next = node.next[level];
      while (next != null && isBefore(next, entry.key(), entry.sequence())) {
        node = next;
        next = node.next[level];
      }
      previous[level] = node;
    }
  }

  /** Before the first entry. */
  Node head() {
    return head;
  }

  /** The node behind {@code node}, or null at the end. */
  @Nullable
  Node after(Node node) {
    return node.link(0);
  }

  /**
   * The first node whose entry is not before {@code key} at {@code sequence}, or null: the one that the search has
   * seen, not whatever is behind the last one before by now, since that may be a newer entry of the key.
   */
  @Nullable
  Node atOrAfter(byte[] key, long sequence) {
    Node node = head;
    Node next = null;
    for (int level = height - 1; level >= 0; level--) {
      next = node.link(level);
      while (next != null && isBefore(next, key, sequence)) {
        node = next;
        next = node.link(level);
      }
    }
    return next;
  }

  /** The last node whose entry is before {@code key} at {@code sequence}, or the head. */
  Node before(byte[] key, long sequence) {
    Node node = head;
    for (int level = height - 1; level >= 0; level--) {
      Node next = node.link(level);
      while (next != null && isBefore(next, key, sequence)) {
        node = next;
        next = node.link(level);
      }
    }
    return node;
  }

  /** The last node, or the head. */
  Node last() {
    Node node = head;
    for (int level = height - 1; level >= 0; level--) {
      for (Node next = node.link(level); next != null; next = node.link(level)) {
        node = next;
      }
    }
    return node;
  }

  private boolean isBefore(Node node, byte[] key, long sequence) {
    int order = keys.compare(node.key, key);
    return order < 0 || order == 0 && node.entry().sequence() > sequence;
  }

  /** One in four nodes of a level reaches the next. Xorshift (G. Marsaglia, 2003). */
  private int drawHeight() {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return Math.min(MAX_HEIGHT, 1 + Integer.numberOfTrailingZeros(random) / 2);
  }

  /** An entry and its links. The key is here too: a search that looks at many keys goes to none of their entries. */
  static final class Node {
    private final byte[] key;
    private final @Nullable Entry entry;
    private final @Nullable Node[] next;

    private Node(@Nullable Entry entry, int height) {
      this.key = entry == null ? NO_KEY : entry.key();
      this.entry = entry;
      this.next = new Node[height];
    }

    private @Nullable Node link(int level) {
      return (Node) LINKS.getAcquire(next, level);
    }

    Entry entry() {
      if (entry == null) {
        throw new IllegalStateException("the head of a skip list has no entry");
      }
      return entry;
    }
  }
}
