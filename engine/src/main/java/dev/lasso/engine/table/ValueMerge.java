package dev.lasso.engine.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the operands of a key combine. */
public interface ValueMerge {

  /** The value of {@code key} after {@code operands}, oldest first, where {@code existing} was its value, if any. */
  byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands);

  /**
   * One operand that does what {@code operands}, oldest first and at least two, do one after the other, or null if
   * there is none. It spares a compaction that does not know the value from keeping each of them.
   */
  default byte @Nullable [] partialMerge(byte[] key, List<byte[]> operands) {
    return null;
  }
}
