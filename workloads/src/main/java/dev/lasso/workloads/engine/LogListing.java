package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.sim.Run;
import dev.lasso.workloads.mixed.UpkeepCalls;
import java.util.List;
import java.util.Map;

/**
 * A client that lists the logs while others sync them and ask for a compaction that is refused, which ends with a
 * search for obsolete files. Logs become obsolete in the middle of this, when a checkpoint has ended beside a flush: a
 * search that finds one waits for the sync, and those that waited with it find nothing.
 */
public final class LogListing extends EngineWorkload {
  private static final byte[] KEY = {'k'};
  private static final long NO_TABLE = 0;
  private static final Map<String, String> OPTIONS = Map.of("disable_auto_compactions", "true", "disable_data_sync",
      "true");

  @Override
  public String name() {
    return "log-listing";
  }

  @Override
  public String description() {
    return "lists the logs while obsolete ones are looked for and deleted, then closes";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("syncs", "int", "20", "1..1000000", "syncs of the log, of each of two clients"),
        new Parameter("searches", "int", "20", "1..1000000", "searches for obsolete files, of each of two clients"),
        new Parameter("flushes", "int", "2", "1..1000", "flushes"),
        new Parameter("checkpoints", "int", "1", "0..1000", "checkpoints"),
        new Parameter("lists", "int", "40", "1..1000000", "lists of the logs"));
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Engine.class, Engine::describe);
    try (Engine engine = Engine.open(run.directory().resolve("db"), options(run, OPTIONS), new Extensions());
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      Clients clients = new Clients(run, 0);
      for (int i = 0; i < 2; i++) {
        clients.repeat("syncer-" + i, run.intParameter("syncs"), number -> engine.syncWal());
        clients.repeat("compactor-" + i, run.intParameter("searches"),
            number -> UpkeepCalls.compactFiles(engine, family, List.of(NO_TABLE), 1));
      }
      clients.repeat("flusher", run.intParameter("flushes"), number -> {
        engine.put(KEY, KEY);
        engine.flush();
      });
      clients.repeat("archivist", run.intParameter("checkpoints"),
          number -> engine.checkpoint(run.directory().resolve("copy-" + number)));
      for (int i = 1; i <= run.intParameter("lists"); i++) {
        clients.call("list the logs " + i, engine::logFiles);
      }
      clients.join();
    }
  }
}
