package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.CompactionRange;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.FamilyOptions;
import dev.lasso.engine.LiveTable;
import dev.lasso.engine.TableFileWriter;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Four clients of an engine with hardly room in level 0: one writes and flushes, one ingests tables, one compacts by
 * hand, one compacts tables by name. In the end every key must have a value that was written last by somebody.
 */
public final class IngestAndCompact extends EngineWorkload {
  private static final Map<String, String> OPTIONS = Map.of("level0_file_num_compaction_trigger", "2",
      "level0_slowdown_writes_trigger", "3", "level0_stop_writes_trigger", "3", "num_levels", "3",
      "disable_data_sync", "true");
  private static final int KEYS = 3;

  @Override
  public String name() {
    return "ingest-and-compact";
  }

  @Override
  public String description() {
    return "writes, ingests and compacts by hand and by name at once, then checks what is there";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("tables", "int", "6", "1..1000", "tables to write and flush"),
        new Parameter("ingestions", "int", "3", "1..1000", "tables to ingest"),
        new Parameter("compactions", "int", "1", "0..1000", "manual compactions"),
        new Parameter("requests", "int", "2", "0..1000", "compactions of the newest table"));
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Engine.class, Engine::describe);
    int tables = run.intParameter("tables");
    int ingestions = run.intParameter("ingestions");
    try (Engine engine = Engine.open(run.directory().resolve("database"), options(run, OPTIONS), new Extensions());
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      List<Thread> clients = new ArrayList<>();
      clients.add(client(run, "write", tables, i -> write(engine, i)));
      clients.add(client(run, "ingest", ingestions, i -> ingest(engine, family, run.directory(), i)));
      clients.add(client(run, "compact", run.intParameter("compactions"),
          i -> engine.manualCompaction(family, i % 2 == 0 ? CompactionRange.all() : CompactionRange.all().shared())));
      clients.add(client(run, "compact by name", run.intParameter("requests"), i -> compactNewest(engine, family)));
      clients.forEach(Thread::start);
      for (Thread client : clients) {
        client.join();
      }
      check(engine, "w" + (tables - 1), "i" + (ingestions - 1));
    }
  }

  private static Thread client(Run run, String what, int times, Action action) {
    return new Thread(() -> {
      try {
        for (int i = 0; i < times; i++) {
          try (Obligations.Obligation owed = run.obligations().owe(what + " " + i)) {
            action.run(i);
          }
        }
      } catch (IOException e) {
        throw new AssertionError(what + " failed", e);
      }
    }, what);
  }

  private static void write(Engine engine, int number) throws IOException {
    for (int key = 0; key < KEYS; key++) {
      engine.put(new byte[]{(byte) key}, text("w" + number));
    }
    engine.flush();
  }

  private static void ingest(Engine engine, ColumnFamilyHandle family, Path directory, int number)
      throws IOException {
    Path file = directory.resolve("ingested" + number + ".sst");
    try (TableFileWriter writer = TableFileWriter.create(file, FamilyOptions.defaults(), new Extensions())) {
      for (int key = 0; key < KEYS; key++) {
        writer.put(new byte[]{(byte) key}, text("i" + number));
      }
      writer.finish();
    }
    engine.ingest(family, List.of(file));
  }

  private static void compactNewest(Engine engine, ColumnFamilyHandle family) throws IOException {
    List<LiveTable> tables = engine.tables(family);
    if (!tables.isEmpty()) {
      try {
        engine.compactFiles(family, List.of(tables.getFirst().number()), 2);
      } catch (EngineException refused) {
        // Another compaction is at it.
      }
    }
  }

  private static void check(Engine engine, String lastWritten, String lastIngested) throws IOException {
    for (int key = 0; key < KEYS; key++) {
      byte[] value = engine.get(new byte[]{(byte) key});
      String found = value == null ? "nothing" : new String(value, StandardCharsets.US_ASCII);
      if (!found.equals(lastWritten) && !found.equals(lastIngested)) {
        throw new AssertionError("key " + key + " has " + found + ", and last came " + lastWritten + " and "
            + lastIngested);
      }
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private interface Action {
    void run(int number) throws IOException;
  }
}
