package dev.lasso.workloads.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Measures one store, on real threads: {@code StoreBenchmark KIND DIRECTORY KEYS}. Keys have 16 bytes and values 100.
 * Each row is printed as its name, a tab, and operations a second; the last one, {@link #MEMORY}, is the most that was
 * reachable on the heap after a phase, in bytes.
 *
 * <p>A round with fewer keys goes before, so that what is measured is compiled. Random is an order that has every key
 * once. Cold reads are the first of a store that was just opened, spread over all keys; hot ones go to the first
 * hundredth of the keys, as those of LevelDB's db_bench do, which every store can keep in its cache. Hot reads and
 * scans are measured once as many have been made. Synced rows write a thousandth of the keys. The operating system's
 * cache is neither emptied nor avoided.
 */
public final class StoreBenchmark {

  /** The name of the row that counts bytes. */
  public static final String MEMORY = "memory";

  /** The memory that a store is given for its write buffers and its cache. */
  public static final long BUFFERS_AND_CACHE_BYTES = 2L * Store.WRITE_BUFFER_BYTES + Store.CACHE_BYTES;

  private static final int VALUE_BYTES = 100;
  private static final int HOT_SHARE = 100;
  private static final int SYNCED_SHARE = 1000;
  private static final int MOST_WARM_UP_KEYS = 300_000;
  private static final int HOT_ROUNDS = 50;
  private static final int SCANS = 10;
  private static final int LEAST = 100;

  private final String kind;
  private final Path root;
  private final PrintStream out;
  private long memory;
  private int stores;

  private StoreBenchmark(String kind, Path root, PrintStream out) {
    this.kind = kind;
    this.root = root;
    this.out = out;
  }

  /** {@code StoreBenchmark KIND DIRECTORY KEYS}. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[1]);
    int keys = Integer.parseInt(arguments[2]);
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new StoreBenchmark(arguments[0], root.resolve("warm-up"), nowhere).measure(Math.min(keys, MOST_WARM_UP_KEYS));
    new StoreBenchmark(arguments[0], root.resolve("measured"), System.out).measure(keys);
  }

  private void measure(int keys) throws IOException {
    int[] random = shuffled(keys);
    int synced = Math.max(LEAST, keys / SYNCED_SHARE);
    write("fill sequential, 1 writer", null, keys, 1, false);
    write("fill random, 1 writer", random, keys, 1, false);
    write("fill random, 4 writers", random, keys, 4, false);
    write("fill random synced, 1 writer", random, synced, 1, true);
    write("fill random synced, 4 writers", random, synced, 4, true);
    read(random);
    row(MEMORY, (double) memory);
  }

  private void write(String name, int @Nullable [] order, int count, int writers, boolean sync) throws IOException {
    try (Store store = Store.open(kind, Files.createDirectories(root.resolve("" + stores++)))) {
      long began = System.nanoTime();
      fill(store, order, count, writers, sync);
      rate(name, count, began);
    } finally {
      delete(root);
    }
  }

  /** Reads are of what was filled in random order. */
  private void read(int[] random) throws IOException {
    Path directory = Files.createDirectories(root.resolve("" + stores++));
    try (Store store = Store.open(kind, directory)) {
      fill(store, random, random.length, 1, false);
    }
    int[] spread = shuffled(random.length);
    int[] hot = shuffled(Math.max(LEAST, random.length / HOT_SHARE));
    try (Store store = Store.open(kind, directory)) {
      repeat("read random cold", spread.length, 1, () -> get(store, spread));
      for (int i = 0; i < HOT_ROUNDS; i++) {
        get(store, hot);
      }
      repeat("read random hot", hot.length, HOT_ROUNDS, () -> get(store, hot));
      for (int i = 0; i < SCANS; i++) {
        scan(store, random.length);
      }
      repeat("scan", random.length, SCANS, () -> scan(store, random.length));
    } finally {
      delete(root);
    }
  }

  private static void get(Store store, int[] order) throws IOException {
    for (int number : order) {
      byte[] value = store.get(key(number));
      check(value != null && value.length == VALUE_BYTES, "a key is missing");
    }
  }

  private static void scan(Store store, int keys) throws IOException {
    check(store.scan() == keys, "a scan misses keys");
  }

  private void repeat(String name, int operations, int rounds, Reads round) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      round.run();
    }
    rate(name, (long) operations * rounds, began);
  }

  private static void fill(Store store, int @Nullable [] order, int count, int writers, boolean sync) {
    List<Thread> threads = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int writer = 0; writer < writers; writer++) {
      int number = writer;
      Thread thread = new Thread(() -> {
        try {
          Random random = new Random(number);
          byte[] value = new byte[VALUE_BYTES];
          for (int i = number; i < count; i += writers) {
            random.nextBytes(value);
            store.put(key(order == null ? i : order[i]), value.clone(), sync);
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }, "writer " + writer);
      thread.setUncaughtExceptionHandler((ignored, e) -> failure.set(e));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a benchmark", e);
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a writer failed", failure.get());
    }
  }

  private void rate(String name, long operations, long began) {
    row(name, operations * 1_000_000_000.0 / (System.nanoTime() - began));
    System.gc();
    memory = Math.max(memory, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
  }

  private void row(String name, double figure) {
    out.println(name + "\t" + figure);
    out.flush();
  }

  /** The key of that number: 16 decimal digits. */
  static byte[] key(int number) {
    byte[] key = new byte[16];
    for (int i = key.length - 1, left = number; i >= 0; i--, left /= 10) {
      key[i] = (byte) ('0' + left % 10);
    }
    return key;
  }

  private static int[] shuffled(int count) {
    Random random = new Random(count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int with = random.nextInt(i + 1);
      numbers[i] = numbers[with];
      numbers[with] = i;
    }
    return numbers;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** Deletes a directory with all that is in it. */
  static void delete(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Reads of a store. */
  private interface Reads {
    void run() throws IOException;
  }
}
