package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import dev.lasso.workloads.mixed.UpkeepCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One client that writes tables of two key ranges in turn, and one that compacts single tables by name, beside the
 * compactions that the engine begins of itself; what it is refused it leaves. Then the engine is closed.
 */
public final class CompactFiles extends EngineWorkload {
  private static final Map<String, String> OPTIONS = Map.of("level0_file_num_compaction_trigger", "3",
      "num_levels", "3", "disable_data_sync", "true");

  @Override
  public String name() {
    return "compact-files";
  }

  @Override
  public String description() {
    return "compacts tables by name beside a client that writes them and the engine's own compactions, then closes";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("tables", "int", "6", "1..1000", "tables to write and flush"),
        new Parameter("requests", "int", "4", "0..1000", "compactions of the newest table to ask for"));
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Engine.class, Engine::describe);
    Engine engine = Engine.open(run.directory(), options(run, OPTIONS), new Extensions());
    try (Obligations.Obligation owed = run.obligations().owe("close"); engine) {
      Thread compactor = new Thread(() -> compact(engine, run.intParameter("requests")), "compactor");
      compactor.start();
      for (int i = 0; i < run.intParameter("tables"); i++) {
        write(engine, i % 2 == 0 ? "a" : "b", i);
      }
      compactor.join();
    }
  }

  private static void write(Engine engine, String prefix, int number) throws IOException {
    for (String key : List.of(prefix + "1", prefix + "2")) {
      engine.put(key.getBytes(StandardCharsets.US_ASCII), Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }
    engine.flush();
  }

  private static void compact(Engine engine, int requests) {
    try (ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (int i = 0; i < requests; i++) {
        UpkeepCalls.compactNewest(engine, family, 1);
        Thread.sleep(1);
      }
    } catch (IOException e) {
      throw new AssertionError("compactFiles failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
