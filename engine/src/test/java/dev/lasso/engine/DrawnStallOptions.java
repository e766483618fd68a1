package dev.lasso.engine;

import dev.lasso.engine.options.Quirk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What decides about write stalls, drawn from a seed, by the names of RocksDB 4.9. Some values lie outside of what fits
 * together, so that the adjustments of an open are compared too.
 *
 * @param database options of the database
 * @param family options of its default column family
 */
record DrawnStallOptions(Map<String, String> database, Map<String, String> family) {

  static DrawnStallOptions of(long seed) {
    Random random = new Random(seed);
    Map<String, String> database = new LinkedHashMap<>();
    database.put("create_if_missing", "true");
    database.put("disable_data_sync", "true");
    database.put("max_background_compactions", "" + random.nextInt(3));
    database.put("delayed_write_rate", "" + (16 << 20 << random.nextInt(3)));
    Map<String, String> family = new LinkedHashMap<>();
    family.put("write_buffer_size", "" + (32 << 10) * (1 + random.nextInt(5)));
    family.put("min_write_buffer_number_to_merge", "" + (1 + random.nextInt(4)));
    family.put("max_write_buffer_number", "" + (2 + random.nextInt(5)));
    int trigger = random.nextInt(6);
    int slowdown = trigger - 1 + random.nextInt(6);
    family.put("level0_file_num_compaction_trigger", "" + trigger);
    family.put("level0_slowdown_writes_trigger", "" + slowdown);
    family.put("level0_stop_writes_trigger", "" + Math.max(0, slowdown - 1 + random.nextInt(6)));
    family.put("compression", "kNoCompression");
    return new DrawnStallOptions(database, family);
  }

  /** The same for our engine, with the quirk that lets it open where nothing is ever compacted. */
  Options options() {
    Options options = Options.defaults();
    for (Map<String, String> section : List.of(database, family)) {
      for (Map.Entry<String, String> option : section.entrySet()) {
        options = options.with(option.getKey(), option.getValue());
      }
    }
    return options.withQuirk(Quirk.ZERO_BACKGROUND_COMPACTIONS);
  }
}
