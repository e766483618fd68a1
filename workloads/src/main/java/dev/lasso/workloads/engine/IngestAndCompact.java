package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.CompactionRange;
import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.FamilyOptions;
import dev.lasso.engine.TableFileWriter;
import dev.lasso.sim.Run;
import dev.lasso.workloads.mixed.UpkeepCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
      Clients clients = new Clients(run, 0);
      clients.repeat("write", tables, number -> write(engine, number));
      clients.repeat("ingest", ingestions, number -> ingest(engine, family, run.directory(), number));
      clients.repeat("compact", run.intParameter("compactions"), number -> engine.manualCompaction(family,
          number % 2 == 0 ? CompactionRange.all() : CompactionRange.all().shared()));
      clients.repeat("compact by name", run.intParameter("requests"),
          number -> UpkeepCalls.compactNewest(engine, family, 2));
      clients.join();
      check(engine, "w" + (tables - 1), "i" + (ingestions - 1));
    }
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
}
