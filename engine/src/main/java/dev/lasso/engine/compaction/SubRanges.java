package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The cutting of a compaction into key ranges that are merged side by side. Candidates are the bounds of its tables;
 * neighbours are joined until each range has its share of the bytes. Only a compaction of level 0 into a level with
 * data is cut, since it is the one that none other may run beside. Source: RocksDB 4.9, GenSubcompactionBoundaries.
 */
final class SubRanges {
  /** The part of its target size that an output table is expected to reach. */
  private static final double FILL = 0.8;

  private SubRanges() {}

  /** The keys at which the second and each later range begins, ascending; {@code most} ranges at most. */
  static List<byte[]> cuts(Compaction compaction, MergeSettings settings, int most) throws IOException {
    boolean fillsLevel = compaction.inputs().getLast().level() == compaction.outputLevel();
    if (most <= 1 || compaction.level() > 0 || !fillsLevel) {
      return List.of();
    }
    List<byte[]> bounds = bounds(compaction, settings);
    long[] sizes = new long[Math.max(0, bounds.size() - 1)];
    long total = 0;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = bytesBetween(compaction, settings, bounds.get(i), bounds.get(i + 1));
      total += sizes[i];
    }
    double tables = Math.ceil(total / FILL / settings.limits().targetBytes(compaction.outputLevel()));
    int ranges = (int) Math.min(Math.min(sizes.length, most), tables);
    return ranges <= 1 ? List.of() : join(bounds, sizes, ranges, (double) total / ranges);
  }

  private static List<byte[]> join(List<byte[]> bounds, long[] sizes, int ranges, double mean) {
    List<byte[]> cuts = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < sizes.length - 1 && cuts.size() < ranges - 1; i++) {
      sum += sizes[i];
      if (sum >= mean) {
        cuts.add(bounds.get(i + 1));
        sum = 0;
      }
    }
    return cuts;
  }

  private static List<byte[]> bounds(Compaction compaction, MergeSettings settings) {
    TreeSet<byte[]> bounds = new TreeSet<>(settings.keys());
    for (FileMetadata file : compaction.files()) {
      bounds.add(file.smallest());
      bounds.add(file.largest());
    }
    return List.copyOf(bounds);
  }

  private static long bytesBetween(Compaction compaction, MergeSettings settings, byte[] from, byte[] to)
      throws IOException {
    long bytes = 0;
    for (FileMetadata file : compaction.files()) {
      if (file.overlaps(settings.keys(), from, to)) {
        bytes += settings.tables().offsetOf(file.id(), settings.keys(), to)
            - settings.tables().offsetOf(file.id(), settings.keys(), from);
      }
    }
    return bytes;
  }
}
