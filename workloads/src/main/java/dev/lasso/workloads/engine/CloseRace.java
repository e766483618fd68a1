package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.WriteOptions;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Closes an engine while threads write to it, logged, unlogged and synced, and others flush, compact and sync. One
 * table in level 0 stops writes until a compaction has taken it away. Whoever is in the engine must come out, and what
 * it acknowledged must be there when it is opened again.
 */
public final class CloseRace extends EngineWorkload {

  private static final WriteOptions SYNCED = new WriteOptions(true, false);
  private static final WriteOptions UNLOGGED = new WriteOptions(false, true);

  @Override
  public String name() {
    return "close-race";
  }

  @Override
  public String description() {
    return "closes an engine while threads write, flush, compact and sync, and looks for what was acknowledged";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("writers", "int", "3", "1..100", "threads that write"),
        new Parameter("writes", "int", "5", "1..1000000", "writes of each"),
        new Parameter("value_bytes", "int", "100", "1..1000000", "bytes in a value"),
        new Parameter("flushes", "int", "3", "0..1000000", "flushes, by one thread"),
        new Parameter("compactions", "int", "1", "0..1000000", "manual compactions, by one thread"),
        new Parameter("syncs", "int", "2", "0..1000000", "syncs of the log, by one thread"),
        new Parameter("cancel", "string", "drawn", "true, false, drawn",
            "whether background work is cancelled before the close"));
  }

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    run.describe(Engine.class, Engine::describe);
    RandomGenerator setup = run.random("setup");
    Options options = options(run, standard(setup));
    boolean cancel = run.parameter("cancel").equals("drawn")
        ? setup.nextInt(3) == 0
        : run.booleanParameter("cancel");
    boolean unlogged = setup.nextBoolean();
    Clients clients = new Clients(run, run.intParameter("value_bytes"));
    Engine engine = Engine.open(run.directory(), options, new Extensions());
    start(run, engine, clients, unlogged ? UNLOGGED : WriteOptions.standard());
    clients.awaitCalls(setup.nextInt(calls(run)));
    clients.ending();
    if (cancel) {
      clients.call("cancel", () -> engine.cancelAllBackgroundWork(setup.nextBoolean()));
    }
    clients.call("close", engine::close);
    clients.join();
    try (Engine again = Engine.open(run.directory(), options, new Extensions())) {
      clients.check(again);
    }
  }

  /** How many calls the clients make if nobody closes the engine. */
  private static int calls(Run run) {
    return run.intParameter("writers") * run.intParameter("writes") + run.intParameter("flushes")
        + run.intParameter("compactions") + run.intParameter("syncs");
  }

  /** Tight triggers; flushes have a pool of their own or share that of compactions. */
  private static Options standard(RandomGenerator setup) {
    return defaults().with("level0_file_num_compaction_trigger", 1).with("level0_slowdown_writes_trigger", 1)
        .with("level0_stop_writes_trigger", 1).with("max_background_flushes", setup.nextInt(2))
        .with("compression", "kNoCompression");
  }

  private static void start(Run run, Engine engine, Clients clients, WriteOptions loose) {
    for (int i = 0; i < run.intParameter("writers"); i++) {
      String name = "writer-" + i;
      RandomGenerator random = run.random(name);
      clients.start(name, () -> write(run, engine, clients, name, loose, random));
    }
    clients.repeat("flusher", run.intParameter("flushes"), number -> engine.flush());
    clients.repeat("compactor", run.intParameter("compactions"), number -> engine.manualCompaction());
    clients.repeat("syncer", run.intParameter("syncs"), number -> engine.syncWal());
  }

  private static void write(Run run, Engine engine, Clients clients, String name, WriteOptions loose,
      RandomGenerator random) throws IOException {
    for (int i = 0; i < run.intParameter("writes"); i++) {
      String key = name + "." + i;
      switch (random.nextInt(8)) {
        case 0 -> clients.call("sync before " + key, () -> engine.write(SYNCED, new WriteBatch()));
        case 1, 2 -> clients.put(engine, SYNCED, key);
        case 3, 4 -> clients.put(engine, loose, key);
        default -> clients.put(engine, WriteOptions.standard(), key);
      }
    }
  }
}
