package dev.lasso.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes until it is killed: {@code KilledWriter DIRECTORY ROUND}. Each of its threads writes batches,
 * every other one synced, and prints a line for each once its write has returned; a first line says that it is open. It
 * also ends when its standard input does.
 */
final class KilledWriter {
  static final int WRITERS = 3;
  static final int KEYS_A_BATCH = 5;
  static final String OPENED = "opened";
  private static final int VALUE_BYTES = 200;

  private KilledWriter() {}

  /** Small memtables, so that flushes and compactions are under way whenever the process is killed. */
  static Engine open(Path directory) throws IOException {
    return Engine.open(directory,
        Options.defaults().with("create_if_missing", "true").with("write_buffer_size", 64 << 10)
            .with("level0_file_num_compaction_trigger", 2).with("max_bytes_for_level_base", 256 << 10)
            .with("target_file_size_base", 64 << 10),
        new Extensions());
  }

  /** {@code KilledWriter DIRECTORY ROUND}. */
  public static void main(String[] arguments) throws IOException {
    Engine engine = open(Path.of(arguments[0]));
    System.out.println(OPENED);
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      Thread thread = new Thread(() -> write(engine, Integer.parseInt(arguments[1]), number), "writer " + writer);
      thread.setDaemon(true);
      thread.start();
    }
    System.in.transferTo(OutputStream.nullOutputStream());
    Runtime.getRuntime().halt(1);
  }

  private static void write(Engine engine, int round, int writer) {
    for (int number = 0; true; number++) {
      Batch batch = new Batch(round, writer, number);
      engine.write(new WriteOptions(number % 2 == 0, false), batch.changes());
      System.out.println(batch.line());
    }
  }

  /** One batch of one writer in one of the processes that were killed one after the other. */
  record Batch(int round, int writer, int number) {

    /** The batch that an acknowledged line names; the full stop shows that the line is whole. */
    static Batch parse(String line) {
      String[] parts = line.split(" ");
      return new Batch(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    String line() {
      return round + " " + writer + " " + number + " .";
    }

    WriteBatch changes() {
      WriteBatch batch = new WriteBatch();
      keys().forEach(key -> batch.put(key, (line() + "x".repeat(VALUE_BYTES)).getBytes(StandardCharsets.US_ASCII)));
      return batch;
    }

    /** They lie far apart, so that the batch is spread over tables. */
    List<byte[]> keys() {
      List<byte[]> keys = new ArrayList<>();
      for (int i = 0; i < KEYS_A_BATCH; i++) {
        keys.add((i + " " + line()).getBytes(StandardCharsets.US_ASCII));
      }
      return keys;
    }
  }
}
