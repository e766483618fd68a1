package dev.lasso.engine.version;

import dev.lasso.engine.table.TableId;
import dev.lasso.engine.table.TableSummary;
import java.util.Comparator;
import java.util.List;

/**
 * One table of the database. What it is never changes; how many versions contain it and whether a compaction reads it
 * is guarded by the engine's mutex.
 */
public final class FileMetadata {
  private final long number;
  private final long bytes;
  private final byte[] smallest;
  private final byte[] largest;
  private final long smallestSequence;
  private final long largestSequence;
  private int references;
  private boolean beingCompacted;

  public FileMetadata(long number, long bytes, byte[] smallest, byte[] largest, long smallestSequence,
      long largestSequence) {
    this.number = number;
    this.bytes = bytes;
    this.smallest = smallest;
    this.largest = largest;
    this.smallestSequence = smallestSequence;
    this.largestSequence = largestSequence;
  }

  /** The table of that number that {@code summary} describes. */
  public static FileMetadata of(long number, TableSummary summary) {
    return new FileMetadata(number, summary.bytes(), summary.smallest(), summary.largest(), summary.smallestSequence(),
        summary.largestSequence());
  }

  public long number() {
    return number;
  }

  /** What its reader needs to know. All entries of an ingested table have one sequence. */
  public TableId id() {
    return new TableId(number, largestSequence);
  }

  public long bytes() {
    return bytes;
  }

  /** Its first key. */
  public byte[] smallest() {
    return smallest;
  }

  /** Its last key. */
  public byte[] largest() {
    return largest;
  }

  public long smallestSequence() {
    return smallestSequence;
  }

  public long largestSequence() {
    return largestSequence;
  }

  /** Whether any key from {@code from} to {@code to}, ends included, may be in it. */
  public boolean overlaps(Comparator<byte[]> keys, byte[] from, byte[] to) {
    return keys.compare(largest, from) >= 0 && keys.compare(smallest, to) <= 0;
  }

  /** The index of the first of {@code files}, ordered and without overlap, that does not end before {@code key}. */
  public static int firstNotBefore(List<FileMetadata> files, byte[] key, Comparator<byte[]> keys) {
    int low = 0;
    int high = files.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys.compare(files.get(middle).largest, key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  public boolean isBeingCompacted() {
    return beingCompacted;
  }

  public void setBeingCompacted(boolean value) {
    beingCompacted = value;
  }

  void reference() {
    references++;
  }

  /** Gives a reference back; true if it was the last. */
  boolean release() {
    return --references == 0;
  }
}
