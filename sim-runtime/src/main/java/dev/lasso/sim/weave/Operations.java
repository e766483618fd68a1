package dev.lasso.sim.weave;

/** The vocabulary of the operation code that a point carries: the kind in the low byte, the member's name above it. */
public final class Operations {

  public static final int VOLATILE_READ = 1;
  public static final int VOLATILE_WRITE = 2;
  public static final int JUC_CALL = 3;
  public static final int FIELD_READ = 5;
  public static final int FIELD_WRITE = 6;
  public static final int ARRAY_READ = 7;
  public static final int ARRAY_WRITE = 8;

  private static final int KIND_BITS = 8;

  private Operations() {}

  /** The code of an operation of {@code kind} on the member named {@code member}; the same in every JVM. */
  public static int of(int kind, String member) {
    return kind | member.hashCode() << KIND_BITS;
  }

  /** The kind that {@link #of} was given. */
  public static int kind(int operation) {
    return operation & (1 << KIND_BITS) - 1;
  }
}
