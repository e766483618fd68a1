package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A writer, and a thread that flushes and compacts, in an engine that may run out of memory once. What is refused then
 * is let be, but every call must end, the close too; and once there is memory again the database opens and has, of each
 * key, a write that is not older than the last one that was acknowledged.
 */
public final class ScarceMemory extends EngineWorkload {
  private static final int KEYS = 3;
  private static final int WRITES = 12;

  @Override
  public String name() {
    return "scarce-memory";
  }

  @Override
  public String description() {
    return "writes, flushes and compacts while memory may run out, closes, and looks for what was acknowledged";
  }

  @Override
  public void run(Run run) throws IOException {
    try {
      workAndCheck(run);
    } catch (OutOfMemoryError | LinkageError e) {
      // Of what surrounds the engine, or of a class that cannot be initialized again in this process.
    }
  }

  private static void workAndCheck(Run run) throws IOException {
    run.describe(Engine.class, Engine::describe);
    RandomGenerator setup = run.random("setup");
    Options options = options(run, defaults().with("write_buffer_size", 64 << 10).with("arena_block_size", 4096)
        .with("level0_file_num_compaction_trigger", 2).with("compression", "kNoCompression")
        .with("num_levels", 3).with("target_file_size_base", 4096).with("disable_data_sync", "true")
        .with("paranoid_checks", Boolean.toString(setup.nextBoolean())));
    Path directory = run.directory().resolve("database");
    Keys keys = new Keys();
    boolean opened = attempt(run, "open and work", () -> work(run, options, directory, keys));
    if (!opened) {
      attempt(run, "work again", () -> work(run, options, directory, keys));
    }
    try (Engine again = Engine.open(directory, options, new Extensions())) {
      keys.check(again);
    }
  }

  private static void work(Run run, Options options, Path directory, Keys keys)
      throws IOException, InterruptedException {
    try (Engine engine = Engine.open(directory, options, new Extensions())) {
      RandomGenerator random = run.random("writer");
      Thread writer = new Thread(() -> {
        for (int i = 0; i < WRITES; i++) {
          int key = random.nextInt(KEYS);
          attempt(run, "write " + i, () -> keys.write(engine, key, random.nextInt(3) == 0));
        }
      }, "writer");
      Thread upkeep = new Thread(() -> {
        for (int i = 0; i < 3; i++) {
          attempt(run, "flush " + i, engine::flush);
          attempt(run, "compact " + i, engine::manualCompaction);
        }
      }, "upkeep");
      writer.start();
      upkeep.start();
      writer.join();
      upkeep.join();
    }
  }

  /** Whether it was done; an engine without memory may refuse it. */
  private static boolean attempt(Run run, String what, Call call) {
    try (Obligations.Obligation owed = run.obligations().owe(what)) {
      call.run();
      return true;
    } catch (EngineException | IOException | OutOfMemoryError | LinkageError refused) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts", e);
    }
  }

  /** What was written to each key: the number of the write, or nothing by every write that deletes. */
  private static final class Keys {
    private final AtomicInteger last = new AtomicInteger();
    private final int[] acknowledged = new int[KEYS];
    private final boolean[] deletes = new boolean[1 + WRITES * 2];
    private final int[] writtenTo = new int[1 + WRITES * 2];

    /** For one thread. */
    void write(Engine engine, int key, boolean delete) {
      int number = last.incrementAndGet();
      deletes[number] = delete;
      writtenTo[number] = key + 1;
      if (delete) {
        engine.delete(name(key));
      } else {
        engine.put(name(key), value(number));
      }
      acknowledged[key] = number;
    }

    void check(Engine engine) throws IOException {
      for (int key = 0; key < KEYS; key++) {
        byte[] found = engine.get(name(key));
        boolean right = acknowledged[key] == 0 && found == null;
        for (int number = Math.max(1, acknowledged[key]); number <= last.get(); number++) {
          right |= writtenTo[number] == key + 1
              && (deletes[number] ? found == null : Arrays.equals(value(number), found));
        }
        if (!right) {
          throw new AssertionError("key " + key + " has " + (found == null ? "nothing" : text(found))
              + " after write " + acknowledged[key] + " was acknowledged");
        }
      }
    }

    private static byte[] name(int key) {
      return List.of("a", "b", "c").get(key).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] value(int number) {
      return Arrays.copyOf(Integer.toString(number).getBytes(StandardCharsets.US_ASCII), 12_000);
    }

    private static String text(byte[] value) {
      return new String(value, StandardCharsets.US_ASCII).strip();
    }
  }

  private interface Call {
    void run() throws IOException, InterruptedException;
  }
}
