package dev.lasso.engine;

import dev.lasso.engine.log.LogLevel;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The run of RocksDB issue 1297: one writer of batches of some 10 KB over a small set of keys, one listener, the
 * options of the founding document. The writer waits for each flush, as the slow writer of 2016 in effect did, and a
 * flush begins only behind the write that asked for it, so that what happens does not depend on the machine: a delayed
 * writer sleeps within its write, and a flush that ended meanwhile would stop it there.
 */
final class FoundingStall {
  private static final int KEYS = 1_814;
  private static final int CHANGES_A_BATCH = 10;

  final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  final Engine engine;
  private final ReentrantLock slowWrite = new ReentrantLock();
  private final Random random = new Random(1297);
  private final byte[] value;
  private int batches;

  FoundingStall(Path directory, Options options, int valueBytes) throws IOException {
    value = new byte[valueBytes];
    random.nextBytes(value);
    engine = Engine.open(directory, options, founding().logSink((level, micros, text) -> {
      lines.add(text);
      if (level == LogLevel.WARN) {
        warnings.add(text);
      }
      if (text.contains("\"event\": \"flush_started\"")) {
        slowWrite.lock();
        slowWrite.unlock();
      }
    }).listener(new EventListener() {}));
  }

  /** The objects that the founding OPTIONS file names. */
  static Extensions founding() {
    return new Extensions().comparator(KeyComparator.named("cockroach_comparator", KeyComparator.bytewise()))
        .prefixExtractor(new PrefixExtractor() {
          @Override
          public String name() {
            return "cockroach_prefix_extractor";
          }

          @Override
          public byte[] prefix(byte[] key) {
            return key;
          }
        }).mergeOperator(new MergeOperator() {
          @Override
          public String name() {
            return "cockroach_merge_operator";
          }

          @Override
          public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
            return operands.get(operands.size() - 1);
          }
        });
  }

  /** The text of the founding OPTIONS file. */
  static String optionsText() throws IOException {
    return resource("rocksdb-1297.OPTIONS");
  }

  /** The founding options, with the quirk that lets them open. */
  static Options options() throws IOException {
    return Options.parse(optionsText()).withQuirk(Quirk.ZERO_BACKGROUND_COMPACTIONS);
  }

  static String resource(String name) throws IOException {
    try (var in = FoundingStall.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not among the test resources");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes until writes are stopped; the next write would wait. */
  void writeUntilStopped() throws InterruptedException {
    while (!engine.controller.isStopped()) {
      slowWrite.lock();
      try {
        writeBatch();
      } finally {
        slowWrite.unlock();
      }
      awaitIdle();
    }
  }

  /** Waits for a flush to end, with all it does afterwards: what follows then does not depend on the machine. */
  private void awaitIdle() throws InterruptedException {
    Patience.until(() -> engine.describe().contains("bg_flush_scheduled=0"), engine::describe);
  }

  void writeBatch() {
    WriteBatch batch = new WriteBatch(CHANGES_A_BATCH * (value.length + 64));
    for (int i = 0; i < CHANGES_A_BATCH; i++) {
      value[batches % value.length]++;
      batch.put(key(random.nextInt(KEYS)), value);
    }
    engine.write(batch);
    batches++;
  }

  static byte[] key(int number) {
    return String.format(Locale.ROOT, "%040d", number).getBytes(StandardCharsets.US_ASCII);
  }

  /** Measures the full size: {@code FoundingStall DIRECTORY}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long began = System.nanoTime();
    FoundingStall stall = new FoundingStall(Files.createDirectories(Path.of(arguments[0])), options(), 1000);
    stall.writeUntilStopped();
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    long writer = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    System.out.println(stall.batches + " batches, writer " + writer + " ms of CPU, "
        + (System.nanoTime() - began) / 1_000_000 + " ms, " + cpu
        + " ms of CPU\n" + stall.engine.describe());
    stall.lines.stream().skip(Math.max(0, stall.lines.size() - 24)).forEach(System.out::println);
    stall.warnings.forEach(System.out::println);
    stall.engine.close();
  }
}
