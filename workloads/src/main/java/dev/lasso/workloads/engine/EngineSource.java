package dev.lasso.workloads.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineIterator;
import dev.lasso.engine.ReadOptions;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.WriteOptions;
import dev.lasso.workloads.model.Durability;
import dev.lasso.workloads.model.Key;
import dev.lasso.workloads.model.RecoveredState;
import dev.lasso.workloads.model.WriteHistory;
import dev.lasso.workloads.model.WriteHistory.Batch;
import dev.lasso.workloads.model.WriteHistory.Operation;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An open engine as the oracle knows one: batches go in, and keys come out. */
public record EngineSource(Engine engine) implements RecoveredState.Source {

  /** Writes a batch, with values that are so many bytes longer than they must be, and tells the history of it. */
  public void write(WriteHistory history, Durability durability, List<Operation> operations, int filler) {
    Batch told = history.begin(durability, operations);
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < operations.size(); i++) {
      Key key = operations.get(i).key();
      try (ColumnFamilyHandle family = engine.columnFamily(key.family())) {
        if (operations.get(i).delete()) {
          batch.delete(family, bytes(key));
        } else {
          batch.put(family, bytes(key), told.value(i).bytes(filler));
        }
      }
    }
    engine.write(new WriteOptions(durability == Durability.SYNCED, durability == Durability.UNLOGGED), batch);
    told.acknowledged();
  }

  /** Flushes a family and tells the history of it. */
  public void flush(WriteHistory history, String name) throws IOException {
    long moment = history.now();
    try (ColumnFamilyHandle family = engine.columnFamily(name)) {
      engine.flush(family);
    }
    history.flushed(name, moment);
  }

  @Override
  public void scan(String name, BiConsumer<String, byte[]> found) throws IOException {
    try (ColumnFamilyHandle family = engine.columnFamily(name);
        EngineIterator iterator = engine.iterator(ReadOptions.standard(), family)) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        found.accept(new String(iterator.key(), ISO_8859_1), iterator.value());
      }
    }
  }

  @Override
  public byte @Nullable [] get(Key key) throws IOException {
    try (ColumnFamilyHandle family = engine.columnFamily(key.family())) {
      return engine.get(family, bytes(key));
    }
  }

  private static byte[] bytes(Key key) {
    return key.key().getBytes(ISO_8859_1);
  }
}
