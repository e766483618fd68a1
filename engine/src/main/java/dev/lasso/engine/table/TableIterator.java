package dev.lasso.engine.table;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A position in a table: one in its index, and one in the data block that it points to. */
final class TableIterator implements EntryIterator {
  private final TableReader table;
  private final ReadMode mode;
  private final Runnable whenClosed;
  private final BlockCursor index;
  private final BlockCursor data;
  private boolean closed;

  TableIterator(TableReader table, ReadMode mode, Runnable whenClosed) {
    this.table = table;
    this.mode = mode;
    this.whenClosed = whenClosed;
    this.index = new BlockCursor(table.keys(), BlockCursor.TAG);
    this.data = new BlockCursor(table.keys(), BlockCursor.TAG);
    index.open(table.index());
  }

  @Override
  public void seekToFirst() throws IOException {
    index.seekToFirst();
    if (loadBlock()) {
      data.seekToFirst();
      skipForward();
    }
  }

  @Override
  public void seekToLast() throws IOException {
    index.seekToLast();
    if (loadBlock()) {
      data.seekToLast();
      skipBackward();
    }
  }

  @Override
  public void seek(byte[] key, long sequence) throws IOException {
    index.seek(key, sequence);
    if (loadBlock()) {
      data.seek(key, sequence);
      skipForward();
      // An external table has one entry a key, stored as the oldest there can be.
      if (isValid() && sequence() > sequence && isAt(key)) {
        next();
      }
    }
  }

  @Override
  public void next() throws IOException {
    data.next();
    skipForward();
  }

  @Override
  public void prev() throws IOException {
    data.prev();
    skipBackward();
  }

  @Override
  public boolean isValid() {
    return data.isValid();
  }

  @Override
  public byte[] keyArray() {
    return data.key();
  }

  @Override
  public int keyLength() {
    return data.keyLength() - BlockCursor.TAG;
  }

  @Override
  public long sequence() {
    return table.sequence(data.tag() >>> 8);
  }

  @Override
  public EntryKind kind() {
    return EntryKind.of((int) data.tag() & 0xff);
  }

  @Override
  public byte[] valueArray() {
    return block().bytes();
  }

  @Override
  public int valueOffset() {
    return data.valueOffset();
  }

  @Override
  public int valueLength() {
    return data.valueLength();
  }

  private boolean isAt(byte[] key) {
    return table.keys().compare(keyArray(), 0, keyLength(), key, 0, key.length) == 0;
  }

  private void skipForward() throws IOException {
    while (!data.isValid()) {
      index.next();
      if (!loadBlock()) {
        return;
      }
      data.seekToFirst();
    }
  }

  private void skipBackward() throws IOException {
    while (!data.isValid()) {
      index.prev();
      if (!loadBlock()) {
        return;
      }
      data.seekToLast();
    }
  }

  /** Takes the block that the index points to, unless the cursor has it; false if there is none. */
  private boolean loadBlock() throws IOException {
    if (!index.isValid()) {
      data.invalidate();
      return false;
    }
    BlockHandle handle = table.dataHandle(index.valueOffset(), index.valueLength());
    Block present = data.block();
    if (present == null || present.offset() != handle.offset()) {
      data.open(table.dataBlock(handle, mode));
    }
    return true;
  }

  private Block block() {
    @Nullable
    Block open = data.block();
    if (open == null) {
      throw new IllegalStateException("the iterator has no position");
    }
    return open;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      data.invalidate();
      whenClosed.run();
    }
  }
}
