package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.CompactionRange;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.FamilyOptions;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Manual compactions of two column families at once, one of which has a damaged table, so that the engine takes no more
 * writes; then another one, which must be told so.
 */
public final class ReadOnlyCompaction extends EngineWorkload {
  private static final byte[] KEY = {'k'};
  private static final Map<String, String> OPTIONS = Map.of("disable_auto_compactions", "true", "disable_data_sync",
      "true");

  @Override
  public String name() {
    return "read-only-compaction";
  }

  @Override
  public String description() {
    return "compacts by hand beside a damaged table, and once more when the engine has become read-only";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("tables", "int", "2", "2..100", "tables of each column family"));
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Engine.class, Engine::describe);
    try (Engine engine = Engine.open(run.directory(), options(run, OPTIONS), new Extensions());
        ColumnFamilyHandle sound = engine.columnFamily("default");
        ColumnFamilyHandle damaged = engine.createColumnFamily("damaged",
            FamilyOptions.defaults().with("disable_auto_compactions", "true"))) {
      for (int i = 0; i < run.intParameter("tables"); i++) {
        for (ColumnFamilyHandle family : List.of(sound, damaged)) {
          engine.put(family, KEY, KEY);
          engine.flush(family);
        }
      }
      damage(run.directory(), engine.tables(damaged).getFirst().number());
      Thread beside = new Thread(() -> compact(engine, sound), "compaction");
      beside.start();
      compact(engine, damaged);
      beside.join();
      try (Obligations.Obligation owed = run.obligations().owe("compact once more")) {
        compact(engine, sound);
      }
    }
  }

  private static void damage(Path directory, long number) throws IOException {
    Path table = directory.resolve(String.format(Locale.ROOT, "%06d.sst", number));
    byte[] bytes = Files.readAllBytes(table);
    bytes[0] ^= 1;
    Files.write(table, bytes);
  }

  private static void compact(Engine engine, ColumnFamilyHandle family) {
    try {
      engine.manualCompaction(family, CompactionRange.all().shared());
    } catch (IOException | EngineException failure) {
      // Damage and its consequence.
    }
  }
}
