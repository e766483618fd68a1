package dev.lasso.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a caller's operands combine into a value. It is stored by name; a batch of this engine holds no operands. */
public interface MergeOperator {

  /** The name that an OPTIONS file gives. */
  String name();

  /** The value of {@code key} after {@code operands}, oldest first, where {@code existing} was its value, if any. */
  byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands);
}
