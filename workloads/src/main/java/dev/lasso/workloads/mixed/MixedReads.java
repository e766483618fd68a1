package dev.lasso.workloads.mixed;

import dev.lasso.engine.ReadOptions;
import dev.lasso.workloads.model.ExpectedRange;
import dev.lasso.workloads.model.ExpectedValue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** The reads of one client, each checked. */
final class MixedReads {

  private static final int MOST_SNAPSHOTS = 2;
  private static final int MOST_MOVES = 6;

  private final MixedView view;
  private final RandomGenerator random;
  private final Deque<HeldSnapshot> snapshots = new ArrayDeque<>();

  MixedReads(MixedView view, RandomGenerator random) {
    this.view = view;
    this.random = random;
  }

  void get() throws IOException {
    get(view, random.nextInt(view.space().slots()), options());
  }

  /** Reads every key. */
  static void getAll(MixedView view) throws IOException {
    for (int slot = 0; slot < view.space().slots(); slot++) {
      get(view, slot, ReadOptions.standard());
    }
  }

  private static void get(MixedView view, int slot, ReadOptions options) throws IOException {
    String where = "a read of " + view.space().name(slot);
    ExpectedValue before = view.expected().at(slot);
    byte[] value = view.store().get(options, view.space().family(slot), view.space().keyOf(slot));
    ExpectedValue after = view.expected().at(slot);
    new ExpectedRange(before, after).check(view.space().base(slot, value, where), where);
  }

  /** Goes over every column family there and back. */
  static void scanAll(MixedView view) throws IOException {
    for (int family = 0; family < view.space().families(); family++) {
      try (CheckedIterator iterator = CheckedIterator.now(view, ReadOptions.standard(), family, 0,
          view.space().keys())) {
        iterator.scan();
      }
    }
  }

  void scanPrefix() throws IOException {
    int keys = view.space().keys();
    int from = random.nextInt(keys) / KeySpace.KEYS_OF_PREFIX * KeySpace.KEYS_OF_PREFIX;
    int to = Math.min(keys, from + KeySpace.KEYS_OF_PREFIX);
    try (CheckedIterator iterator = CheckedIterator.now(view, options(), family(), from, to)) {
      for (iterator.seek(from); iterator.isValid();) {
        iterator.next();
      }
    }
  }

  /** Seeks somewhere and moves about. */
  void iterate() throws IOException {
    int keys = view.space().keys();
    int from = random.nextBoolean() ? 0 : random.nextInt(keys);
    int to = random.nextBoolean() ? keys : from + 1 + random.nextInt(keys - from);
    try (CheckedIterator iterator = CheckedIterator.now(view, options(), family(), from, to)) {
      for (int seeks = random.nextInt(2); seeks >= 0; seeks--) {
        seek(iterator, keys);
        for (int moves = random.nextInt(MOST_MOVES); moves > 0 && iterator.isValid(); moves--) {
          if (random.nextInt(3) == 0) {
            iterator.prev();
          } else {
            iterator.next();
          }
        }
      }
    }
  }

  private void seek(CheckedIterator iterator, int keys) throws IOException {
    switch (random.nextInt(4)) {
      case 0 -> iterator.seekToFirst();
      case 1 -> iterator.seekToLast();
      case 2 -> iterator.seek(random.nextInt(keys));
      default -> iterator.seekForPrev(random.nextInt(keys));
    }
  }

  /** Takes a snapshot to be looked at later; the oldest is looked at as a whole and given up if there are too many. */
  void takeSnapshot() throws IOException {
    snapshots.add(new HeldSnapshot(view));
    if (snapshots.size() > MOST_SNAPSHOTS) {
      giveUpSnapshot();
    }
  }

  void lookAtSnapshots() throws IOException {
    for (HeldSnapshot snapshot : snapshots) {
      snapshot.look(random);
    }
  }

  void giveUpSnapshots() throws IOException {
    while (!snapshots.isEmpty()) {
      giveUpSnapshot();
    }
  }

  private void giveUpSnapshot() throws IOException {
    try (HeldSnapshot oldest = snapshots.remove()) {
      oldest.scan();
    }
  }

  private ReadOptions options() {
    return ReadOptions.standard().verifyChecksums(random.nextBoolean()).fillCache(random.nextBoolean());
  }

  private int family() {
    return random.nextInt(view.space().families());
  }
}
