package dev.lasso.workloads.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineIterator;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.MergeOperator;
import dev.lasso.engine.Options;
import dev.lasso.engine.ReadOptions;
import dev.lasso.engine.Snapshot;
import dev.lasso.engine.WriteBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine of this project, with memtables and tables so small that drawn operations fill many. */
final class EngineSortedStore implements SortedStore {

  private final List<Snapshot> views = new ArrayList<>();
  private final Path directory;
  private Engine engine;

  EngineSortedStore(Path directory) throws IOException {
    this.directory = directory;
    this.engine = open(directory);
  }

  private static Engine open(Path directory) throws IOException {
    return Engine.open(directory,
        Options.defaults().with("create_if_missing", "true").with("write_buffer_size", 64 << 10)
            .with("max_bytes_for_level_base", 16 << 10).with("target_file_size_base", 4 << 10)
            .with("level0_file_num_compaction_trigger", 2).with("merge_operator", "append")
            .with("disable_data_sync", "true").with("filter_policy", "bloomfilter:10:false"),
        new Extensions().mergeOperator(new Append()));
  }

  @Override
  public void write(List<Change> changes) {
    WriteBatch batch = new WriteBatch();
    for (Change change : changes) {
      switch (change.kind()) {
        case PUT -> batch.put(change.key().getBytes(UTF_8), change.value().getBytes(UTF_8));
        case DELETE -> batch.delete(change.key().getBytes(UTF_8));
        case MERGE -> batch.merge(change.key().getBytes(UTF_8), change.value().getBytes(UTF_8));
      }
    }
    engine.write(batch);
  }

  @Override
  public @Nullable String get(int view, String key) throws IOException {
    byte[] value = engine.get(at(view), key.getBytes(UTF_8));
    return value == null ? null : new String(value, UTF_8);
  }

  @Override
  public void snapshot() {
    views.add(engine.snapshot());
  }

  @Override
  public void release(int view) {
    views.remove(view).close();
  }

  @Override
  public Walk walk(int view, @Nullable String lower, @Nullable String upper) {
    ReadOptions options = at(view);
    options = lower == null ? options : options.from(lower.getBytes(UTF_8));
    options = upper == null ? options : options.before(upper.getBytes(UTF_8));
    return new EngineWalk(engine.iterator(options));
  }

  @Override
  public void flush() throws IOException {
    engine.flush();
  }

  @Override
  public void compact() throws IOException {
    engine.manualCompaction();
  }

  @Override
  public void reopen() throws IOException {
    engine.close();
    engine = open(directory);
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }

  private ReadOptions at(int view) {
    return view == NOW ? ReadOptions.standard() : ReadOptions.standard().at(views.get(view));
  }

  private record EngineWalk(EngineIterator iterator) implements Walk {

    @Override
    public void first() throws IOException {
      iterator.seekToFirst();
    }

    @Override
    public void last() throws IOException {
      iterator.seekToLast();
    }

    @Override
    public void seek(String key) throws IOException {
      iterator.seek(key.getBytes(UTF_8));
    }

    @Override
    public void seekForPrev(String key) throws IOException {
      iterator.seekForPrev(key.getBytes(UTF_8));
    }

    @Override
    public void next() throws IOException {
      iterator.next();
    }

    @Override
    public void prev() throws IOException {
      iterator.prev();
    }

    @Override
    public @Nullable String at() {
      return iterator.isValid() ? new String(iterator.key(), UTF_8) + "=" + new String(iterator.value(), UTF_8) : null;
    }

    @Override
    public void close() {
      iterator.close();
    }
  }

  /** What RocksDB's stringappend does. */
  private static final class Append implements MergeOperator {

    @Override
    public String name() {
      return "append";
    }

    @Override
    public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      if (existing != null) {
        joined.writeBytes(existing);
      }
      for (int i = 0; i < operands.size(); i++) {
        if (existing != null || i > 0) {
          joined.write(',');
        }
        joined.writeBytes(operands.get(i));
      }
      return joined.toByteArray();
    }
  }
}
