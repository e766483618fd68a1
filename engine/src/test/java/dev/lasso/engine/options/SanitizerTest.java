package dev.lasso.engine.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SanitizerTest {

  @Test
  void theDefaultsAreThoseOf49() {
    assertEquals(new BackgroundLimits(1, 1, 1, 1, 1, 1), settings(Map.of()).limits().background());
    FamilySettings family = family(Map.of());
    assertEquals(new StallLimits(2, 4, 20, 24, 64L << 30, 256L << 30, 2 << 20, false), family.stall());
    assertEquals(new BufferLimits(64 << 20, 8 << 20, 1), family.buffers());
  }

  @Test
  void aWriteBufferHasAtLeast64Kib() {
    assertEquals(64 << 10, family(Map.of("write_buffer_size", "1")).buffers().writeBufferBytes());
  }

  @Test
  void theMergeMinimumStaysBelowTheNumberOfBuffers() {
    assertEquals(2, family(Map.of("min_write_buffer_number_to_merge", "9", "max_write_buffer_number", "3")).buffers()
        .minToMerge());
  }

  @Test
  void theTriggersOfLevelZeroAreOrdered() {
    StallLimits limits = family(Map.of("level0_file_num_compaction_trigger", "8", "level0_slowdown_writes_trigger",
        "2", "level0_stop_writes_trigger", "3")).stall();
    assertEquals(8, limits.slowdownTrigger());
    assertEquals(8, limits.stopTrigger());
  }

  @Test
  void aSoftLimitOfZeroIsTheHardOne() {
    assertEquals(256L << 30, family(Map.of("soft_pending_compaction_bytes_limit", "0")).stall().softBytes());
  }

  @Test
  void baseCompactionsDoNotExceedTheMost() {
    assertEquals(2, settings(Map.of("base_background_compactions", "5", "max_background_compactions", "2"))
        .limits().background().baseCompactions());
    assertEquals(2, settings(Map.of("base_background_compactions", "-1", "max_background_compactions", "2"))
        .limits().background().baseCompactions());
  }

  @Test
  void aCompressionThatTheEngineDoesNotHaveIsRefusedByName() {
    for (String option : List.of("compression", "bottommost_compression", "compression_per_level")) {
      OptionsException e = assertThrows(OptionsException.class, () -> family(Map.of(option, "kZlibCompression")));
      assertTrue(("" + e.getMessage()).startsWith(option + "=kZlibCompression is not supported"), e.getMessage());
    }
  }

  @Test
  void compressionsPerLevelBeginWithLevelZeroAndThenTheBaseLevel() {
    TableShape tables = family(Map.of("compression_per_level", "kNoCompression:kNoCompression:kSnappyCompression"))
        .tables();
    assertEquals(Compression.NONE, tables.compression(0, 4, false));
    assertEquals(Compression.NONE, tables.compression(4, 4, false));
    assertEquals(Compression.SNAPPY, tables.compression(5, 4, false));
    assertEquals(Compression.SNAPPY, tables.compression(6, 4, false));
  }

  @Test
  void theLowestTablesMayHaveACompressionOfTheirOwn() {
    TableShape tables = family(Map.of("bottommost_compression", "kNoCompression")).tables();
    assertEquals(Compression.SNAPPY, tables.compression(6, 6, false));
    assertEquals(Compression.NONE, tables.compression(6, 6, true));
  }

  @Test
  void aFilterHasTenBitsAKeyUnlessItsNameSaysOtherwise() {
    assertEquals(0, family(Map.of()).tables().bloomBits());
    assertEquals(10, bloomBits("rocksdb.BuiltinBloomFilter"));
    assertEquals(16, bloomBits("bloomfilter:16:false"));
    assertEquals(0, family(Map.of("filter_policy", "bloomfilter:16:false", "whole_key_filtering", "false")).tables()
        .bloomBits());
    for (String policy : List.of("bloomfilter:16:true", "bloomfilter:0:false", "mine")) {
      OptionsException e = assertThrows(OptionsException.class, () -> bloomBits(policy));
      assertTrue(("" + e.getMessage()).contains("bloomfilter:BITS:false"), e.getMessage());
    }
  }

  @Test
  void everyAdjustmentAndEveryIdleOptionIsNoted() {
    assertEquals(List.of("Option bytes_per_sync is accepted without effect"),
        settings(Map.of("bytes_per_sync", "0")).notes());
    Map<String, String> set = Map.of("write_buffer_size", "1");
    assertEquals(List.of("Option write_buffer_size=1 is adjusted to 65536"), family(set).notes());
    assertEquals(List.of("Option write_buffer_size=1 of column family 'x' is adjusted to 65536"),
        FamilySettings.of("x", set, 1).notes());
    assertEquals(
        List.of("Option block_cache=1 of column family 'x' has no effect: the cache is the default column family's"),
        FamilySettings.of("x", Map.of("block_cache", "1", "no_block_cache", "false"), 1).notes());
  }

  @Test
  void everyDefaultIsOfItsKind() {
    for (OptionSpec spec : Catalogue.standard().all()) {
      assertEquals(spec.standard(), spec.check(spec.standard()), spec.name());
    }
  }

  private static int bloomBits(String policy) {
    return family(Map.of("filter_policy", policy)).tables().bloomBits();
  }

  private static FamilySettings family(Map<String, String> set) {
    return FamilySettings.of("default", set, 2 << 20);
  }

  private static Settings settings(Map<String, String> set) {
    return new Sanitizer(set, Set.of()).settings(1, 1);
  }
}
