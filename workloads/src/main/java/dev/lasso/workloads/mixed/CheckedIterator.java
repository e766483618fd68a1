package dev.lasso.workloads.mixed;

import dev.lasso.engine.EngineIterator;
import dev.lasso.engine.ReadOptions;
import dev.lasso.workloads.model.ExpectedMoment;
import dev.lasso.workloads.model.ExpectedValue;
import java.io.IOException;

/**
 * An iterator that is checked at every step: the key it comes to, its value, and that each key it has passed over was
 * not there. For one thread.
 */
final class CheckedIterator implements AutoCloseable {

  private final EngineIterator iterator;
  private final KeySpace space;
  private final ExpectedMoment moment;
  private final int family;
  private final int from;
  private final int to;
  private int at;

  private CheckedIterator(EngineIterator iterator, KeySpace space, ExpectedMoment moment, int family, int from,
      int to) {
    this.iterator = iterator;
    this.space = space;
    this.moment = moment;
    this.family = family;
    this.from = from;
    this.to = to;
  }

  /**
   * An iterator of what there is at {@code moment}, which the options are for, from one key of the family, included, to
   * another, excluded.
   */
  static CheckedIterator at(ExpectedMoment moment, MixedStore store, ReadOptions options, KeySpace space, int family,
      int from, int to) {
    return new CheckedIterator(store.iterator(bounded(options, space, from, to), family), space, moment, family, from,
        to);
  }

  /** An iterator of what there is now. */
  static CheckedIterator now(MixedView view, ReadOptions options, int family, int from, int to) {
    int[] before = view.expected().words();
    EngineIterator made = view.store().iterator(bounded(options, view.space(), from, to), family);
    ExpectedMoment moment = new ExpectedMoment(before, view.expected().words());
    return new CheckedIterator(made, view.space(), moment, family, from, to);
  }

  private static ReadOptions bounded(ReadOptions options, KeySpace space, int from, int to) {
    ReadOptions bounded = from == 0 ? options : options.from(space.key(from));
    return to == space.keys() ? bounded : bounded.before(space.key(to));
  }

  boolean isValid() {
    return iterator.isValid();
  }

  void seekToFirst() throws IOException {
    iterator.seekToFirst();
    cameForward(from);
  }

  void seekToLast() throws IOException {
    iterator.seekToLast();
    cameBackward(to - 1);
  }

  void seek(int key) throws IOException {
    iterator.seek(space.key(key));
    cameForward(Math.max(key, from));
  }

  void seekForPrev(int key) throws IOException {
    iterator.seekForPrev(space.key(key));
    cameBackward(Math.min(key, to - 1));
  }

  void next() throws IOException {
    iterator.next();
    cameForward(at + 1);
  }

  void prev() throws IOException {
    iterator.prev();
    cameBackward(at - 1);
  }

  /** Goes over all keys within the bounds, there and back. */
  void scan() throws IOException {
    seekToFirst();
    while (isValid()) {
      next();
    }
    seekToLast();
    while (isValid()) {
      prev();
    }
  }

  private void cameForward(int first) {
    int stop = iterator.isValid() ? space.number(iterator.key()) : to;
    for (int passed = first; passed < stop; passed++) {
      check(passed, ExpectedValue.ABSENT);
    }
    arrive(stop, stop >= first && stop < to);
  }

  private void cameBackward(int first) {
    int stop = iterator.isValid() ? space.number(iterator.key()) : from - 1;
    for (int passed = first; passed > stop; passed--) {
      check(passed, ExpectedValue.ABSENT);
    }
    arrive(stop, stop <= first && stop >= from);
  }

  private void arrive(int stop, boolean inOrder) {
    at = stop;
    if (iterator.isValid()) {
      int slot = space.slot(family, stop);
      if (!inOrder) {
        throw new AssertionError("an iterator from key " + from + " to key " + to + " of column family " + family
            + " came to key " + stop + ", which is out of order or out of bounds");
      }
      check(stop, space.base(slot, iterator.value(), "an iterator at " + space.name(slot)));
    }
  }

  private void check(int key, int found) {
    int slot = space.slot(family, key);
    moment.check(slot, found, "an iterator at " + space.name(slot));
  }

  @Override
  public void close() {
    iterator.close();
  }
}
