package dev.lasso.engine.table;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a finished table; sizes in bytes. {@code rawKeyBytes} counts eight bytes of sequence and kind a key.
 * The table itself holds them too, in a block of their own, under RocksDB's names.
 *
 * @param dataBytes the data blocks as stored, with their trailers
 * @param filterPolicy the name of the filter, empty if there is none
 * @param external whether it was made outside of an engine, so that its entries carry no sequence of their own
 */
public record TableProperties(long dataBytes, long indexBytes, long filterBytes, long rawKeyBytes, long rawValueBytes,
    long dataBlocks, long entries, long deletions, long merges, String filterPolicy,
    boolean external) {
  private static final String EXTERNAL = "rocksdb.external_sst_file.version";
  private static final int EXTERNAL_VERSION = 2;

  /** The members that a table_file_creation event shows, in its order. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("data_size", dataBytes);
    members.put("index_size", indexBytes);
    members.put("filter_size", filterBytes);
    members.put("raw_key_size", rawKeyBytes);
    members.put("raw_average_key_size", entries == 0 ? 0 : rawKeyBytes / entries);
    members.put("raw_value_size", rawValueBytes);
    members.put("raw_average_value_size", entries == 0 ? 0 : rawValueBytes / entries);
    members.put("num_data_blocks", dataBlocks);
    members.put("num_entries", entries);
    members.put("filter_policy_name", filterPolicy);
    members.put("kDeletedKeys", Long.toString(deletions));
    members.put("kMergeOperands", Long.toString(merges));
    return members;
  }

  /** The content of the properties block. */
  Bytes encode() {
    Map<String, byte[]> pairs = new TreeMap<>();
    number(pairs, "rocksdb.data.size", dataBytes);
    number(pairs, "rocksdb.deleted.keys", deletions);
    pairs.put("rocksdb.filter.policy", filterPolicy.getBytes(StandardCharsets.UTF_8));
    number(pairs, "rocksdb.filter.size", filterBytes);
    if (external) {
      number(pairs, EXTERNAL, EXTERNAL_VERSION);
    }
    number(pairs, "rocksdb.index.size", indexBytes);
    number(pairs, "rocksdb.merge.operands", merges);
    number(pairs, "rocksdb.num.data.blocks", dataBlocks);
    number(pairs, "rocksdb.num.entries", entries);
    number(pairs, "rocksdb.raw.key.size", rawKeyBytes);
    number(pairs, "rocksdb.raw.value.size", rawValueBytes);
    return TableWriter.textBlock(pairs);
  }

  /**
   * The properties that a properties block holds.
   *
   * @throws IndexOutOfBoundsException if one is missing or is no number
   */
  static TableProperties decode(Map<String, byte[]> pairs) {
    return new TableProperties(number(pairs, "rocksdb.data.size"), number(pairs, "rocksdb.index.size"),
        number(pairs, "rocksdb.filter.size"), number(pairs, "rocksdb.raw.key.size"),
        number(pairs, "rocksdb.raw.value.size"), number(pairs, "rocksdb.num.data.blocks"),
        number(pairs, "rocksdb.num.entries"), number(pairs, "rocksdb.deleted.keys"),
        number(pairs, "rocksdb.merge.operands"),
        new String(pairs.getOrDefault("rocksdb.filter.policy", new byte[0]), StandardCharsets.UTF_8),
        pairs.containsKey(EXTERNAL));
  }

  private static void number(Map<String, byte[]> pairs, String name, long value) {
    pairs.put(name, new Bytes(10).addVarint(value).copy());
  }

  private static long number(Map<String, byte[]> pairs, String name) {
    byte[] value = pairs.get(name);
    if (value == null) {
      throw new IndexOutOfBoundsException("no property " + name);
    }
    return new BytesReader(value).readVarint();
  }
}
