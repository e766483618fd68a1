package dev.lasso.workloads.store;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineIterator;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.ReadOptions;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The engine of this project. */
final class EngineStore implements Store {

  private static final WriteOptions SYNCED = new WriteOptions(true, false);

  private final Engine engine;

  EngineStore(Path directory) throws IOException {
    engine = Engine.open(directory,
        Options.defaults().with("create_if_missing", "true").with("write_buffer_size", WRITE_BUFFER_BYTES)
            .with("block_cache", CACHE_BYTES).with("allow_mmap_reads", "true").with("compression", "kNoCompression")
            .with("filter_policy", "bloomfilter:10:false"),
        new Extensions());
  }

  @Override
  public void put(byte[] key, byte[] value, boolean sync) {
    engine.write(sync ? SYNCED : WriteOptions.standard(), new WriteBatch().put(key, value));
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws IOException {
    return engine.get(key);
  }

  @Override
  public int scan() throws IOException {
    int count = 0;
    try (EngineIterator iterator = engine.iterator(ReadOptions.standard())) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        count += iterator.key().length > 0 && iterator.value().length > 0 ? 1 : 0;
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
