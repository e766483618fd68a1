package dev.lasso.engine;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends each operand behind a comma: the result depends on the order, and on what the operands apply to. */
final class JoinOperator implements MergeOperator {
  static final String NAME = "join";
  private final boolean partial;

  JoinOperator(boolean partial) {
    this.partial = partial;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(existing == null ? new byte[]{'-'} : existing);
    for (byte[] operand : operands) {
      joined.write(',');
      joined.writeBytes(operand);
    }
    return joined.toByteArray();
  }

  @Override
  public byte @Nullable [] partialMerge(byte[] key, List<byte[]> operands) {
    if (!partial) {
      return null;
    }
    byte[] joined = merge(key, operands.get(0), operands.subList(1, operands.size()));
    return joined.length > 200 ? null : joined;
  }
}
