package dev.lasso.engine.iterate;

import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.table.TableCache;
import dev.lasso.engine.version.FileMetadata;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a level whose tables do not overlap, one table after the other; only one is open at a time. */
public final class LevelIterator implements EntryIterator {
  private final List<FileMetadata> files;
  private final KeyOrder keys;
  private final TableCache tables;
  private final ReadMode mode;
  private int index = -1;
  private @Nullable EntryIterator table;

  /** An iterator over {@code files}, which are in the order of their keys and belong to a version that is held. */
  public LevelIterator(List<FileMetadata> files, KeyOrder keys, TableCache tables, ReadMode mode) {
    this.files = files;
    this.keys = keys;
    this.tables = tables;
    this.mode = mode;
  }

  @Override
  public void seekToFirst() throws IOException {
    if (open(0)) {
      table().seekToFirst();
      skipForward();
    }
  }

  @Override
  public void seekToLast() throws IOException {
    if (open(files.size() - 1)) {
      table().seekToLast();
      skipBackward();
    }
  }

  @Override
  public void seek(byte[] key, long sequence) throws IOException {
    if (open(FileMetadata.firstNotBefore(files, key, keys))) {
      table().seek(key, sequence);
      skipForward();
    }
  }

  @Override
  public void next() throws IOException {
    table().next();
    skipForward();
  }

  @Override
  public void prev() throws IOException {
    table().prev();
    skipBackward();
  }

  @Override
  public boolean isValid() {
    return table != null && table.isValid();
  }

  @Override
  public byte[] keyArray() {
    return table().keyArray();
  }

  @Override
  public int keyLength() {
    return table().keyLength();
  }

  @Override
  public long sequence() {
    return table().sequence();
  }

  @Override
  public EntryKind kind() {
    return table().kind();
  }

  @Override
  public byte[] valueArray() {
    return table().valueArray();
  }

  @Override
  public int valueOffset() {
    return table().valueOffset();
  }

  @Override
  public int valueLength() {
    return table().valueLength();
  }

  @Override
  public Entry entry() {
    return table().entry();
  }

  @Override
  public byte[] value() {
    return table().value();
  }

  @Override
  public void close() {
    if (table != null) {
      table.close();
      table = null;
    }
    index = -1;
  }

  private void skipForward() throws IOException {
    while (!isValid() && open(index + 1)) {
      table().seekToFirst();
    }
  }

  private void skipBackward() throws IOException {
    while (!isValid() && open(index - 1)) {
      table().seekToLast();
    }
  }

  /** Takes the table of that index, unless it is the one; false if there is none. */
  private boolean open(int wanted) throws IOException {
    if (wanted == index && table != null) {
      return true;
    }
    boolean exists = wanted >= 0 && wanted < files.size();
    EntryIterator next = exists ? tables.iterator(files.get(wanted).id(), keys, mode) : null;
    close();
    table = next;
    index = exists ? wanted : -1;
    return exists;
  }

  private EntryIterator table() {
    EntryIterator open = table;
    if (open == null) {
      throw new IllegalStateException("the iterator has no position");
    }
    return open;
  }
}
