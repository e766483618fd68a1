package dev.lasso.sim.explore;

/**
 * The vocabulary of the operation code that a point carries: the kind in the low byte, above it a hash of the name of
 * the member that is accessed. 1 to 9 are woven into programs, the others belong to the primitives.
 */
public final class Operations {

  public static final int VOLATILE_READ = 1;
  public static final int VOLATILE_WRITE = 2;
  public static final int JUC_CALL = 3;
  public static final int FIELD_READ = 5;
  public static final int FIELD_WRITE = 6;
  public static final int ARRAY_READ = 7;
  public static final int ARRAY_WRITE = 8;
  public static final int FILE_CALL = 9;
  public static final int MONITOR_ENTER = 16;
  public static final int PARK = 19;
  public static final int UNPARK = 20;
  public static final int START = 21;
  public static final int JOIN = 22;
  public static final int INTERRUPT = 23;
  public static final int SLEEP = 24;
  public static final int YIELD = 25;
  public static final int CLOCK = 26;
  public static final int LOOP = 27;
  public static final int END = 28;
  public static final int FAULT = 29;
  public static final int DISK = 30;

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

  /** Whether it reads or writes a field or an array element. */
  static boolean isAccess(int operation) {
    int kind = kind(operation);
    return kind != 0 && kind != JUC_CALL && kind <= ARRAY_WRITE;
  }

  /** Whether it reads a field or an array element. */
  static boolean isRead(int operation) {
    int kind = kind(operation);
    return kind == VOLATILE_READ || kind == FIELD_READ || kind == ARRAY_READ;
  }

  /**
   * Whether the task says by it that others should go first, or has gone round a loop for long without any other point:
   * either way it may be waiting for them.
   */
  static boolean givesWay(int operation) {
    int kind = kind(operation);
    return kind == YIELD || kind == LOOP;
  }

  /** Whether an operation of another task may conflict with it. */
  static boolean isShared(int operation) {
    int kind = kind(operation);
    return isAccess(operation) || kind == JUC_CALL || kind == FILE_CALL || kind == MONITOR_ENTER || kind == PARK
        || kind == UNPARK;
  }

  /** What stands for all operations that may conflict with it, on whatever object: a member, or a kind. */
  static int group(int operation) {
    int kind = kind(operation);
    return isAccess(operation) ? operation - kind | FIELD_READ : kind;
  }
}
