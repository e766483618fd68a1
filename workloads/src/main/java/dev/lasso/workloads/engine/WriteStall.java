package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.FamilyOptions;
import dev.lasso.engine.Options;
import dev.lasso.engine.rate.RateLimiter;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Several clients that write more than small memtables and tight triggers allow, so that they are slowed and stopped.
 * Drawn for each run: whether compactions are off until a change of options turns them on; whether flushes and
 * compactions go through a rate limiter; and whether a checkpoint is made in the end.
 */
public final class WriteStall extends EngineWorkload {

  private static final String DRAWN = "drawn";
  private static final String RANGE = "true, false, drawn";
  private static final int VALUE_BYTES = 24_000;
  private static final long REFILL_MICROS = 200;
  private static final int FAIRNESS = 3;

  @Override
  public String name() {
    return "write-stall";
  }

  @Override
  public String description() {
    return "clients write against small buffers and triggers; options change, a rate limiter or a checkpoint join in";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("writers", "int", "3", "1..100", "threads that write, each to a column family"),
        new Parameter("writes", "int", "8", "1..1000000", "writes of each"),
        new Parameter("changer", "string", DRAWN, RANGE, "whether a change of options is what turns compactions on"),
        new Parameter("limiter", "string", DRAWN, RANGE, "whether flushes and compactions are limited in their rate"),
        new Parameter("bytes_per_second", "long", "50000000", "1..1000000000000", "the rate"),
        new Parameter("checkpoint", "string", DRAWN, RANGE, "whether a checkpoint is made and opened in the end"));
  }

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    run.describe(Engine.class, Engine::describe);
    RandomGenerator setup = run.random("setup");
    boolean changer = drawn(run, "changer", setup);
    boolean limiter = drawn(run, "limiter", setup);
    boolean checkpoint = drawn(run, "checkpoint", setup);
    Options options = options(run, standard(run.intParameter("writers"), changer, limiter && !changer ? 20 : 1,
        checkpoint && !limiter ? 3 : 1));
    Extensions extensions = new Extensions();
    if (limiter) {
      extensions.rateLimiter(new RateLimiter(run.longParameter("bytes_per_second"), REFILL_MICROS, FAIRNESS,
          options.quirks()));
    }
    Clients clients = new Clients(run, VALUE_BYTES);
    try (Engine engine = Engine.open(run.directory().resolve("db"), options, extensions)) {
      for (String family : options.families()) {
        clients.start("writer-" + family, () -> write(run, engine, clients, family));
      }
      if (changer) {
        // Before the fourth write no memtable is full, so no writer can be stopped that soon.
        clients.awaitCalls(setup.nextInt(4));
        clients.start("changer", () -> change(engine, clients, options.families()));
      }
      clients.join();
      if (checkpoint) {
        clients.call("checkpoint", () -> engine.checkpoint(run.directory().resolve("copy")));
      }
    }
    if (checkpoint) {
      try (Engine copy = Engine.open(run.directory().resolve("copy"), options, new Extensions())) {
        clients.check(copy);
      }
    }
  }

  private static boolean drawn(Run run, String parameter, RandomGenerator setup) {
    boolean drawn = setup.nextBoolean();
    return run.parameter(parameter).equals(DRAWN) ? drawn : run.booleanParameter(parameter);
  }

  /**
   * One column family for each writer, with memtables of three values, of which {@code toMerge} make a flush. Where
   * there is a rate limiter, writes seldom stop, so that flushes and compactions of all families meet in it.
   */
  private static Options standard(int writers, boolean compactionsOff, int stopTrigger, int toMerge) {
    Options options = defaults().with("create_missing_column_families", "true").with("max_background_flushes", 3)
        .with("max_background_compactions", 2);
    FamilyOptions family = FamilyOptions.defaults().with("write_buffer_size", 64 << 10).with("arena_block_size", 4096)
        .with("compression", "kNoCompression").with("max_write_buffer_number", 4)
        .with("min_write_buffer_number_to_merge", toMerge).with("level0_file_num_compaction_trigger", 1)
        .with("level0_slowdown_writes_trigger", stopTrigger)
        .with("level0_stop_writes_trigger", stopTrigger)
        .with("disable_auto_compactions", Boolean.toString(compactionsOff));
    options = options.withFamily("default", family);
    for (int i = 1; i < writers; i++) {
      options = options.withFamily("family-" + i, family);
    }
    return options;
  }

  private static void write(Run run, Engine engine, Clients clients, String family) throws IOException {
    try (ColumnFamilyHandle handle = engine.columnFamily(family)) {
      for (int i = 0; i < run.intParameter("writes"); i++) {
        clients.put(engine, handle, family + "." + i);
      }
    }
  }

  /** First takes the stop one table further, then lets compactions relieve it. */
  private static void change(Engine engine, Clients clients, List<String> families) throws IOException {
    for (String family : families) {
      try (ColumnFamilyHandle handle = engine.columnFamily(family)) {
        clients.call("raise the triggers of " + family, () -> engine.setOptions(handle,
            Map.of("level0_slowdown_writes_trigger", "2", "level0_stop_writes_trigger", "2")));
        clients.call("turn compactions of " + family + " on", () -> engine.setOptions(handle,
            Map.of("disable_auto_compactions", "false")));
      }
    }
  }
}
