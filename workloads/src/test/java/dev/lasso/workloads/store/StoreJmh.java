package dev.lasso.workloads.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Single operations of a store that holds {@link #keys} keys of 16 bytes, with values of 100. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoreJmh {
  private static final int VALUE_BYTES = 100;

  /** The kind of store. */
  @Param({"lasso", "leveldb", "mvstore", "rocksdb"}) public String kind = "";

  /** How many keys there are. */
  @Param("100000") public int keys;

  private final SplittableRandom random = new SplittableRandom(1);
  private @Nullable Path directory;
  private @Nullable Store store;

  /** Fills a store, in the order of the keys, and opens it again. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    Path made = Files.createTempDirectory("lasso-jmh");
    directory = made;
    try (Store filled = Store.open(kind, made)) {
      for (int i = 0; i < keys; i++) {
        filled.put(StoreBenchmark.key(i), value(), false);
      }
    }
    store = Store.open(kind, made);
  }

  /** Closes the store and deletes its files. */
  @TearDown(Level.Trial)
  public void clear() throws IOException {
    store().close();
    if (directory != null) {
      StoreBenchmark.delete(directory);
    }
  }

  /** A write of a key that there is. */
  @Benchmark
  public void put() throws IOException {
    store().put(StoreBenchmark.key(random.nextInt(keys)), value(), false);
  }

  /** A read of a key that there is. */
  @Benchmark
  public byte @Nullable [] get() throws IOException {
    return store().get(StoreBenchmark.key(random.nextInt(keys)));
  }

  /** A read of a key that there is not, among those that there are. */
  @Benchmark
  public byte @Nullable [] getMissing() throws IOException {
    byte[] key = StoreBenchmark.key(random.nextInt(keys));
    key[key.length - 1] = 'x';
    return store().get(key);
  }

  /** A pass over all keys. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public int scan() throws IOException {
    return store().scan();
  }

  private Store store() {
    if (store == null) {
      throw new IllegalStateException("no store is open");
    }
    return store;
  }

  private byte[] value() {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    return value;
  }
}
