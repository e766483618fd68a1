package dev.lasso.engine.connection;

import dev.lasso.engine.Engine;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.WriteOptions;
import dev.lasso.engine.async.Store;
import dev.lasso.engine.server.CheckpointServer;
import dev.lasso.engine.server.EvictionServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The engine behind the services: a write is admitted by the cache first, and counted towards a checkpoint. */
record EngineStore(Engine engine, EvictionServer eviction, CheckpointServer checkpoints, WriteOptions writes)
    implements
      Store {

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    write(new WriteBatch().put(key, value), key.length + value.length);
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws IOException {
    return engine.get(key);
  }

  @Override
  public void remove(byte[] key) throws IOException {
    write(new WriteBatch().delete(key), key.length);
  }

  private void write(WriteBatch batch, int bytes) throws IOException {
    eviction.admit();
    engine.write(writes, batch);
    checkpoints.written(bytes);
  }
}
