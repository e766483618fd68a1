package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.WriteOptions;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that lists the logs while others write with a sync, flush, and ask for a compaction that is refused. */
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
    return List.of(new Parameter("writes", "int", "6", "1..1000", "synced writes of each of two clients"),
        new Parameter("flushes", "int", "3", "1..1000", "flushes"),
        new Parameter("searches", "int", "12", "1..1000", "searches for obsolete files of each of two clients"),
        new Parameter("lists", "int", "12", "1..1000", "lists of the logs"));
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Engine.class, Engine::describe);
    try (Engine engine = Engine.open(run.directory(), options(run, OPTIONS), new Extensions());
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        clients.add(client("writer", run.intParameter("writes"),
            () -> engine.write(new WriteOptions(true, false), new WriteBatch().put(KEY, KEY))));
        clients.add(client("compactor", run.intParameter("searches"), () -> {
          try {
            engine.compactFiles(family, List.of(0L), 1);
          } catch (EngineException refused) {
            // There is no such table; what counts is that the call ends with a search for obsolete files.
          }
        }));
      }
      clients.add(client("flusher", run.intParameter("flushes"), () -> {
        engine.put(KEY, KEY);
        engine.flush();
      }));
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

  private static Thread client(String name, int rounds, Action action) {
    return new Thread(() -> {
      try {
        for (int i = 0; i < rounds; i++) {
          action.run();
        }
      } catch (IOException e) {
        throw new AssertionError(name + " failed", e);
      }
    }, name);
  }

  private interface Action {
    void run() throws IOException;
  }
}
