package dev.lasso.engine.memtable;

/**
 * An account of the memory that a memtable takes, block by block, as RocksDB's arena allocates it. The entries
 * themselves are Java objects; what this counts is what decides when a memtable is full, and that must not depend on a
 * JVM's object layout.
 *
 * <p>Small requests are cut from the current block; a request above a quarter of a block gets a block of its own. The
 * first 2 KiB are inline.
 */
public final class Arena {
  private static final int INLINE = 2048;
  private static final int UNIT = 8;

  private final int blockBytes;

  /** Changed by one thread at a time, and asked for by any. */
  private volatile long allocated = INLINE;

  private long remaining = INLINE;

  /** An empty arena of blocks of {@code blockBytes}. */
  public Arena(int blockBytes) {
    this.blockBytes = blockBytes;
  }

  /** Takes {@code bytes}, rounded up to a multiple of 8. */
  public void allocate(long bytes) {
    long needed = (bytes + UNIT - 1) / UNIT * UNIT;
    if (needed <= remaining) {
      remaining -= needed;
    } else if (needed > blockBytes / 4) {
      allocated = allocated + needed;
    } else {
      allocated = allocated + blockBytes;
      remaining = blockBytes - needed;
    }
  }

  /** The bytes of all blocks, used or not. */
  public long allocated() {
    return allocated;
  }

  /**
   * Whether a memtable that may take {@code writeBufferBytes} is full. While one more block would exceed that by less
   * than 0.6 of a block, it is not; once the blocks exceed it by more than that, it is; in between, the current block
   * is the last, and full is when less than a quarter of it is left, since a larger entry might not fit into that.
   */
  public boolean isFull(long writeBufferBytes) {
    double limit = writeBufferBytes + blockBytes * 0.6;
    if (allocated + blockBytes < limit) {
      return false;
    }
    return allocated > limit || remaining < blockBytes / 4;
  }
}
