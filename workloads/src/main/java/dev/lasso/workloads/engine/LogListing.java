package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client that lists the logs while others sync them and ask for a compaction that is refused, which ends with a
 * search for obsolete files. Logs become obsolete in the middle of this, when a checkpoint has ended beside a flush: a
 * search that finds one waits for the sync, and those that waited with it find nothing.
 */
public final class LogListing extends EngineWorkload {
  private static final byte[] KEY = {'k'};
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
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        clients.add(client("syncer", run.intParameter("syncs"), round -> engine.syncWal()));
        clients.add(client("compactor", run.intParameter("searches"), round -> search(engine, family)));
      }
      clients.add(client("flusher", run.intParameter("flushes"), round -> {
        engine.put(KEY, KEY);
        engine.flush();
      }));
      clients.add(client("archivist", run.intParameter("checkpoints"),
          round -> engine.checkpoint(run.directory().resolve("copy-" + round))));
      clients.forEach(Thread::start);
      for (int i = 1; i <= run.intParameter("lists"); i++) {
        try (Obligations.Obligation owed = run.obligations().owe("list the logs " + i)) {
          engine.logFiles();
        }
      }
      for (Thread client : clients) {
        client.join();
      }
    }
  }

  private static void search(Engine engine, ColumnFamilyHandle family) throws IOException {
    try {
      engine.compactFiles(family, List.of(0L), 1);
    } catch (EngineException refused) {
      // There is no such table; what counts is that the call ends with a search for obsolete files.
    }
  }

  private static Thread client(String name, int rounds, Action action) {
    return new Thread(() -> {
      try {
        for (int i = 0; i < rounds; i++) {
          action.run(i);
        }
      } catch (IOException e) {
        throw new AssertionError(name + " failed", e);
      }
    }, name);
  }

  private interface Action {
    void run(int round) throws IOException;
  }
}
