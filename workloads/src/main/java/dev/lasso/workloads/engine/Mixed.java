package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.FamilyOptions;
import dev.lasso.engine.Options;
import dev.lasso.sim.Run;
import dev.lasso.workloads.mixed.KeySpace;
import dev.lasso.workloads.mixed.MixedClient;
import dev.lasso.workloads.mixed.MixedDatabase;
import dev.lasso.workloads.mixed.MixedStore;
import dev.lasso.workloads.mixed.RareOperation;
import dev.lasso.workloads.model.ExpectedState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * RocksDB's stress mix: threads read, scan, write, delete and iterate over few keys, with everything else that an
 * engine can do in between, and every answer is held against the expected state, as in db_stress. Then all is checked,
 * closed or abandoned, opened again and checked again, several times over.
 *
 * <p>Unlike db_stress it has no merges apart from writes (a write may come as an operand), and a range is deleted by a
 * batch, since the engine has no range tombstones. Unless options say otherwise the seed draws them: 1 or 2 background
 * compactions, 0 or 1 flushes, whether tables are mapped, and how tight triggers, levels and buffers are.
 */
public class Mixed extends EngineWorkload {

  @Override
  public String name() {
    return "mixed";
  }

  @Override
  public String description() {
    return "db_stress's mix of operations by several threads, each answer checked against an expected state";
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(
        List.of(new Parameter("threads", "int", "3", "1..100", "threads that use the database"),
            new Parameter("operations", "int", "12", "0..10000000", "operations of the mix by each, between two opens"),
            new Parameter("reopens", "int", "1", "0..1000000", "times to close and open again while there is work"),
            new Parameter("families", "int", "2", "1..16", "column families, unless an OPTIONS file says which"),
            new Parameter("keys", "int", "12", "1..65536", "keys of each column family"),
            new Parameter("value_bytes", "int", "4000", "8..1000000",
                "least size of a value; a third has twice, a third three times as much"),
            new Parameter("stripes", "int", "4", "1..65536",
                "locks that keys share, so that changes of one follow each other"),
            share("readpercent", 45, "reads"), share("prefixpercent", 5, "scans of a prefix"),
            share("writepercent", 35, "writes"), share("delpercent", 4, "deletes"),
            share("delrangepercent", 1, "deletes of a range"), share("iterpercent", 10, "iterations")));
    for (RareOperation operation : RareOperation.values()) {
      parameters.add(new Parameter(operation.parameter(), "int", Integer.toString(operation.standard()),
          "0..1000000000", "in how many operations there is one, 0 for none: " + operation.what()));
    }
    return List.copyOf(parameters);
  }

  private static Parameter share(String name, int standard, String what) {
    return new Parameter(name, "int", Integer.toString(standard), "0..100", "share of the mix: " + what);
  }

  @Override
  public final void run(Run run) throws IOException, InterruptedException {
    run.describe(Engine.class, Engine::describe);
    Options options = options(run, standard(run.random("setup"), run.intParameter("families")));
    KeySpace space = new KeySpace(options.families().size(), run.intParameter("keys"), run.intParameter("value_bytes"));
    MixedDatabase.Setting setting = new MixedDatabase.Setting(options, CockroachExtensions.make(), space,
        new ExpectedState(space.slots(), run.intParameter("stripes")));
    RandomGenerator ends = run.random("ends");
    Path directory = run.directory().resolve("database");
    for (int round = 0; round <= run.intParameter("reopens"); round++) {
      try (MixedDatabase database = MixedDatabase.open(directory, setting, this::store)) {
        database.verify();
        work(run, round, setting, database);
        database.verify();
        if (ends.nextBoolean()) {
          database.engine().cancelAllBackgroundWork(true);
          directory = AbandonedFiles.copy(directory, run.directory().resolve("database." + round));
        }
      }
    }
    try (MixedDatabase database = MixedDatabase.open(directory, setting, this::store)) {
      database.verify();
    }
  }

  /** What the clients use of an engine; a test puts a broken one here. */
  protected MixedStore store(Engine engine, List<ColumnFamilyHandle> families) {
    return new MixedStore(engine, families);
  }

  private static void work(Run run, int round, MixedDatabase.Setting setting, MixedDatabase database)
      throws InterruptedException {
    MixedClient.Shares shares = new MixedClient.Shares(run.intParameter("readpercent"),
        run.intParameter("prefixpercent"), run.intParameter("writepercent"), run.intParameter("delpercent"),
        run.intParameter("delrangepercent"), run.intParameter("iterpercent"));
    Clients clients = new Clients(run, 0);
    for (int i = 0; i < run.intParameter("threads"); i++) {
      String name = "round-" + round + ".client-" + i;
      MixedClient client = new MixedClient(run, name, setting, database.view(), shares);
      clients.start(name, () -> client.work(run.intParameter("operations")));
    }
    clients.join();
  }

  /** Small memtables, levels and tables, so that all of them fill within few writes. */
  private static Options standard(RandomGenerator setup, int families) {
    Options options = defaults().with("create_missing_column_families", "true")
        .with("max_background_compactions", 1 + setup.nextInt(2)).with("max_background_flushes", setup.nextInt(2))
        .with("max_subcompactions", 1 + setup.nextInt(2)).with("db_write_buffer_size", setup.nextInt(2) * 150_000L)
        .with("allow_mmap_reads", Boolean.toString(setup.nextBoolean()));
    options = options.withFamily("default", family(setup));
    for (int i = 1; i < families; i++) {
      options = options.withFamily("family-" + i, family(setup));
    }
    return options;
  }

  private static FamilyOptions family(RandomGenerator setup) {
    return FamilyOptions.defaults().with("write_buffer_size", 64 << 10)
        .with("arena_block_size", 4096).with("max_write_buffer_number", 2 + setup.nextInt(3))
        .with("min_write_buffer_number_to_merge", 1 + setup.nextInt(2)).with("num_levels", 2 + setup.nextInt(4))
        .with("level0_file_num_compaction_trigger", 1 + setup.nextInt(3)).with("level0_slowdown_writes_trigger", 4)
        .with("level0_stop_writes_trigger", 4 + setup.nextInt(3)).with("max_bytes_for_level_base", 48 << 10)
        .with("max_bytes_for_level_multiplier", 2).with("target_file_size_base", 16 << 10)
        .with("level_compaction_dynamic_level_bytes", Boolean.toString(setup.nextBoolean()))
        .with("compression", "kNoCompression").with("block_size", 1 << 10 + setup.nextInt(4))
        .with("filter_policy", setup.nextBoolean() ? "bloomfilter:8:false" : "nullptr")
        .with("merge_operator", "cockroach_merge_operator");
  }
}
