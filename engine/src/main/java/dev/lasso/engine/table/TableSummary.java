package dev.lasso.engine.table;

/** What the manifest and the LOG need to know of a table just written. Built by {@link TableWriter#finish}. */
public final class TableSummary {
  private final long bytes;
  private final byte[] smallest;
  private final byte[] largest;
  private final long smallestSequence;
  private final long largestSequence;
  private final TableProperties properties;

  TableSummary(long bytes, byte[] smallest, byte[] largest, long smallestSequence, long largestSequence,
      TableProperties properties) {
    this.bytes = bytes;
    this.smallest = smallest;
    this.largest = largest;
    this.smallestSequence = smallestSequence;
    this.largestSequence = largestSequence;
    this.properties = properties;
  }

  /** The size of the file. */
  public long bytes() {
    return bytes;
  }

  /** The first key. */
  public byte[] smallest() {
    return smallest;
  }

  /** The last key. */
  public byte[] largest() {
    return largest;
  }

  public long smallestSequence() {
    return smallestSequence;
  }

  public long largestSequence() {
    return largestSequence;
  }

  public TableProperties properties() {
    return properties;
  }
}
