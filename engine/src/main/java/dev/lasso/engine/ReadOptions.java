package dev.lasso.engine;

import dev.lasso.engine.table.ReadMode;
import org.jspecify.annotations.Nullable;

/** How a read is made. Immutable; each method answers changed options. */
public final class ReadOptions {
  private static final ReadOptions STANDARD = new ReadOptions(null, new ReadMode(true, true), null, null);

  private final @Nullable Snapshot snapshot;
  private final ReadMode mode;
  private final byte @Nullable [] lower;
  private final byte @Nullable [] upper;

  private ReadOptions(@Nullable Snapshot snapshot, ReadMode mode, byte @Nullable [] lower, byte @Nullable [] upper) {
    this.snapshot = snapshot;
    this.mode = mode;
    this.lower = lower;
    this.upper = upper;
  }

  /** As of now, without bounds; checksums are verified and blocks are kept for the next reader. */
  public static ReadOptions standard() {
    return STANDARD;
  }

  /** As of a snapshot, which must stay open while a read with these options begins. */
  public ReadOptions at(Snapshot moment) {
    return new ReadOptions(moment, mode, lower, upper);
  }

  /** Whether blocks that come from disk are checked against their checksums. */
  public ReadOptions verifyChecksums(boolean verify) {
    return new ReadOptions(snapshot, new ReadMode(verify, mode.fillCache()), lower, upper);
  }

  /** Whether blocks that come from disk are kept; a large scan better does not. */
  public ReadOptions fillCache(boolean fill) {
    return new ReadOptions(snapshot, new ReadMode(mode.verifyChecksums(), fill), lower, upper);
  }

  /** An iterator goes to no key before {@code key}. */
  public ReadOptions from(byte[] key) {
    return new ReadOptions(snapshot, mode, key.clone(), upper);
  }

  /** An iterator goes to no key at or behind {@code key}. */
  public ReadOptions before(byte[] key) {
    return new ReadOptions(snapshot, mode, lower, key.clone());
  }

  @Nullable
  Snapshot snapshot() {
    return snapshot;
  }

  ReadMode mode() {
    return mode;
  }

  byte @Nullable [] lower() {
    return lower;
  }

  byte @Nullable [] upper() {
    return upper;
  }
}
