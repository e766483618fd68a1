package dev.lasso.engine.options;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How tables are laid out.
 *
 * @param blockBytes the size at which a data block ends, before compression
 * @param blockDeviation percent by which a block may stay below that size if the next entry would exceed it
 * @param restartInterval entries of a data block from one whole key to the next
 * @param indexRestartInterval the same for the index block
 * @param bloomBits bits of the bloom filter for each entry, 0 for no filter
 * @param compressions the compression of level 0, of the base level, and of those below it; the last holds for the rest
 * @param bottommost the compression of tables below which there are none, or null if their level decides
 */
public record TableShape(int blockBytes, int blockDeviation, int restartInterval, int indexRestartInterval,
    int bloomBits, List<Compression> compressions, @Nullable Compression bottommost) {
  private static final int BLOOM_BITS = 10;
  private static final Pattern SIZED_FILTER = Pattern.compile("bloomfilter:(\\d{1,2}):false");

  static TableShape of(OptionReader options) {
    List<Compression> compressions = new ArrayList<>();
    for (String label : options.text("compression_per_level").split(":")) {
      if (!label.isBlank()) {
        compressions.add(Compression.named("compression_per_level", label.strip()));
      }
    }
    if (compressions.isEmpty()) {
      compressions.add(Compression.named("compression", options.text("compression")));
    }
    String bottommost = options.text("bottommost_compression");
    return new TableShape(Math.clamp(options.size("block_size"), 256, 1 << 26), options.whole("block_size_deviation"),
        options.whole("block_restart_interval"), options.whole("index_block_restart_interval"), bloomBits(options),
        List.copyOf(compressions), bottommost.equals("kDisableCompressionOption")
            ? null
            : Compression.named("bottommost_compression", bottommost));
  }

  /** The compression of a table that is written to {@code level}. */
  public Compression compression(int level, int baseLevel, boolean isBottommost) {
    if (isBottommost && bottommost != null) {
      return bottommost;
    }
    int index = level == 0 ? 0 : level - baseLevel + 1;
    return compressions.get(Math.clamp(index, 0, compressions.size() - 1));
  }

  /** An OPTIONS file names the filter without its size, which then is that of most callers. */
  private static int bloomBits(OptionReader options) {
    String policy = options.text("filter_policy");
    if (policy.equals("nullptr") || !options.flag("whole_key_filtering")) {
      return 0;
    }
    if (policy.equals("rocksdb.BuiltinBloomFilter")) {
      return BLOOM_BITS;
    }
    Matcher sized = SIZED_FILTER.matcher(policy);
    if (!sized.matches() || Integer.parseInt(sized.group(1)) == 0) {
      throw new OptionsException("filter_policy must be nullptr, rocksdb.BuiltinBloomFilter or bloomfilter:BITS:false"
          + " with BITS from 1 to 99 a key, not '" + policy + "'");
    }
    return Integer.parseInt(sized.group(1));
  }
}
