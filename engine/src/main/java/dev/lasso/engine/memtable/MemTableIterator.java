package dev.lasso.engine.memtable;

import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.EntryKind;
import org.jspecify.annotations.Nullable;

/** A position in a memtable. Nodes have no link back: a step back is a search. */
final class MemTableIterator implements EntryIterator {
  private final SkipList entries;
  private SkipList.@Nullable Node node;

  MemTableIterator(SkipList entries) {
    this.entries = entries;
  }

  @Override
  public void seekToFirst() {
    node = entries.after(entries.head());
  }

  @Override
  public void seekToLast() {
    stopAtHead(entries.last());
  }

  @Override
  public void seek(byte[] key, long sequence) {
    node = entries.atOrAfter(key, sequence);
  }

  @Override
  public void seekBefore(byte[] key, long sequence) {
    stopAtHead(entries.before(key, sequence));
  }

  @Override
  public void next() {
    node = entries.after(position());
  }

  @Override
  public void prev() {
    Entry entry = entry();
    stopAtHead(entries.before(entry.key(), entry.sequence()));
  }

  @Override
  public boolean isValid() {
    return node != null;
  }

  @Override
  public byte[] keyArray() {
    return entry().key();
  }

  @Override
  public int keyLength() {
    return entry().key().length;
  }

  @Override
  public long sequence() {
    return entry().sequence();
  }

  @Override
  public EntryKind kind() {
    return entry().kind();
  }

  @Override
  public byte[] valueArray() {
    return entry().value();
  }

  @Override
  public int valueOffset() {
    return 0;
  }

  @Override
  public int valueLength() {
    return entry().value().length;
  }

  @Override
  public Entry entry() {
    return position().entry();
  }

  @Override
  public byte[] value() {
    return entry().value();
  }

  @Override
  public void close() {
    node = null;
  }

  private void stopAtHead(SkipList.Node found) {
    node = found == entries.head() ? null : found;
  }

  private SkipList.Node position() {
    SkipList.@Nullable Node at = node;
    if (at == null) {
      throw new IllegalStateException("the iterator has no position");
    }
    return at;
  }
}
