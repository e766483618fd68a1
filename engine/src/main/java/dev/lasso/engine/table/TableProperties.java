package dev.lasso.engine.table;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a finished table; sizes in bytes. {@code rawKeyBytes} counts eight bytes of sequence and kind a key.
 */
public record TableProperties(long dataBytes, long indexBytes, long rawKeyBytes, long rawValueBytes, long dataBlocks,
    long entries, long deletions) {

  /** The members that a table_file_creation event shows, in its order. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("data_size", dataBytes);
    members.put("index_size", indexBytes);
    members.put("filter_size", 0L);
    members.put("raw_key_size", rawKeyBytes);
    members.put("raw_average_key_size", entries == 0 ? 0 : rawKeyBytes / entries);
    members.put("raw_value_size", rawValueBytes);
    members.put("raw_average_value_size", entries == 0 ? 0 : rawValueBytes / entries);
    members.put("num_data_blocks", dataBlocks);
    members.put("num_entries", entries);
    members.put("filter_policy_name", "");
    members.put("kDeletedKeys", Long.toString(deletions));
    members.put("kMergeOperands", "0");
    return members;
  }
}
