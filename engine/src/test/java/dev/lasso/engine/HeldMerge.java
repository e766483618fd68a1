package dev.lasso.engine;

import dev.lasso.engine.server.Patience;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Holds whoever merges until the test lets it go on; answers the last operand. */
final class HeldMerge implements MergeOperator {
  static final String NAME = "held";
  final CountDownLatch merging = new CountDownLatch(1);
  final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicBoolean fails;

  /** @param failsOnce whether the first merge fails once it goes on */
  HeldMerge(boolean failsOnce) {
    fails = new AtomicBoolean(failsOnce);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
    merging.countDown();
    Patience.await(goOn);
    if (fails.compareAndSet(true, false)) {
      throw new IllegalStateException("the operator fails once");
    }
    return operands.getLast();
  }
}
