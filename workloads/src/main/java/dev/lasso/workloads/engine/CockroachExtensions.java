package dev.lasso.workloads.engine;

import dev.lasso.engine.Extensions;
import dev.lasso.engine.KeyComparator;
import dev.lasso.engine.MergeOperator;
import dev.lasso.engine.PrefixExtractor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects that the OPTIONS file of RocksDB issue 1297 refers to by name, as far as plain puts need them. */
final class CockroachExtensions {

  private CockroachExtensions() {}

  static Extensions make() {
    return new Extensions().comparator(KeyComparator.named("cockroach_comparator", KeyComparator.bytewise()))
        .prefixExtractor(new WholeKey()).mergeOperator(new LastOperand());
  }

  /** Takes a key as it is for its own prefix. */
  private static final class WholeKey implements PrefixExtractor {

    @Override
    public String name() {
      return "cockroach_prefix_extractor";
    }

    @Override
    public byte[] prefix(byte[] key) {
      return key;
    }
  }

  /** Merges to what was written last. */
  private static final class LastOperand implements MergeOperator {

    @Override
    public String name() {
      return "cockroach_merge_operator";
    }

    @Override
    public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
      return operands.getLast();
    }
  }
}
