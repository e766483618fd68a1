package dev.lasso.engine.iterate;

import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.KeyOrder;
import java.io.IOException;
import java.util.List;

/**
 * The entries of several iterators in one order: a heap of those that have a position, smallest first in a pass forward
 * and largest first in a pass backward. A pass does not turn; whoever wants to turn seeks.
 */
public final class MergingIterator implements EntryIterator {
  private final KeyOrder keys;
  private final EntryIterator[] sources;
  private final EntryIterator[] heap;
  private int size;
  private boolean forward = true;

  /** Merges {@code sources}, no two of which have an entry in common. They are closed with this one. */
  public MergingIterator(List<? extends EntryIterator> sources, KeyOrder keys) {
    this.keys = keys;
    this.sources = sources.toArray(EntryIterator[]::new);
    this.heap = this.sources.clone();
  }

  @Override
  public void seekToFirst() throws IOException {
    for (EntryIterator source : sources) {
      source.seekToFirst();
    }
    begin(true);
  }

  @Override
  public void seekToLast() throws IOException {
    for (EntryIterator source : sources) {
      source.seekToLast();
    }
    begin(false);
  }

  @Override
  public void seek(byte[] key, long sequence) throws IOException {
    for (EntryIterator source : sources) {
      source.seek(key, sequence);
    }
    begin(true);
  }

  @Override
  public void seekBefore(byte[] key, long sequence) throws IOException {
    for (EntryIterator source : sources) {
      source.seekBefore(key, sequence);
    }
    begin(false);
  }

  @Override
  public void next() throws IOException {
    turnTo(true);
    heap[0].next();
    settle();
  }

  @Override
  public void prev() throws IOException {
    turnTo(false);
    heap[0].prev();
    settle();
  }

  @Override
  public boolean isValid() {
    return size > 0;
  }

  @Override
  public byte[] keyArray() {
    return heap[0].keyArray();
  }

  @Override
  public int keyLength() {
    return heap[0].keyLength();
  }

  @Override
  public long sequence() {
    return heap[0].sequence();
  }

  @Override
  public EntryKind kind() {
    return heap[0].kind();
  }

  @Override
  public byte[] valueArray() {
    return heap[0].valueArray();
  }

  @Override
  public int valueOffset() {
    return heap[0].valueOffset();
  }

  @Override
  public int valueLength() {
    return heap[0].valueLength();
  }

  @Override
  public Entry entry() {
    return heap[0].entry();
  }

  @Override
  public byte[] value() {
    return heap[0].value();
  }

  @Override
  public void close() {
    size = 0;
    for (EntryIterator source : sources) {
      source.close();
    }
  }

  private void turnTo(boolean direction) {
    if (forward != direction) {
      throw new IllegalStateException("a pass does not turn without a seek");
    }
  }

  private void begin(boolean direction) {
    forward = direction;
    size = 0;
    for (EntryIterator source : sources) {
      if (source.isValid()) {
        heap[size++] = source;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(i);
    }
  }

  /** Puts the moved top of the heap where it belongs, or out. */
  private void settle() {
    if (!heap[0].isValid()) {
      heap[0] = heap[--size];
    }
    siftDown(0);
  }

  private void siftDown(int from) {
    int parent = from;
    for (int child = 2 * parent + 1; child < size; child = 2 * parent + 1) {
      if (child + 1 < size && isAhead(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isAhead(heap[child], heap[parent])) {
        return;
      }
      EntryIterator moved = heap[parent];
      heap[parent] = heap[child];
      heap[child] = moved;
      parent = child;
    }
  }

  private boolean isAhead(EntryIterator left, EntryIterator right) {
    int order = keys.compare(left.keyArray(), 0, left.keyLength(), right.keyArray(), 0, right.keyLength());
    if (order == 0) {
      order = Long.compare(right.sequence(), left.sequence());
    }
    return forward ? order < 0 : order > 0;
  }
}
