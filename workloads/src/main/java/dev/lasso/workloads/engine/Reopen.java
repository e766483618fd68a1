package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.WriteOptions;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes, ends, opens again and looks for all that was acknowledged, several times over. An end is a close, or the end
 * of the process: background work is cancelled, and the next open finds a copy of the files as they are then, with
 * memtables that were never flushed.
 */
public final class Reopen extends EngineWorkload {

  private static final List<WriteOptions> WAYS = List.of(WriteOptions.standard(), new WriteOptions(true, false),
      new WriteOptions(false, true));

  @Override
  public String name() {
    return "reopen";
  }

  @Override
  public String description() {
    return "writes, closes or abandons the engine, opens again and looks for all that was acknowledged, in turns";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("rounds", "int", "3", "1..1000000", "times to open"),
        new Parameter("writers", "int", "2", "1..100", "threads that write"),
        new Parameter("writes", "int", "4", "1..1000000", "writes of each in a round"),
        new Parameter("value_bytes", "int", "12000", "1..1000000", "bytes in a value"));
  }

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    run.describe(Engine.class, Engine::describe);
    Options options = options(run, defaults().with("write_buffer_size", 64 << 10).with("arena_block_size", 4096)
        .with("level0_file_num_compaction_trigger", 2).with("compression", "kNoCompression"));
    RandomGenerator ends = run.random("ends");
    Clients clients = new Clients(run, run.intParameter("value_bytes"));
    Path directory = run.directory().resolve("0");
    for (int round = 1; round <= run.intParameter("rounds"); round++) {
      try (Engine engine = Engine.open(directory, options, new Extensions())) {
        clients.check(engine);
        write(run, engine, clients, round);
        if (ends.nextBoolean()) {
          clients.call("cancel", () -> engine.cancelAllBackgroundWork(true));
          directory = AbandonedFiles.copy(directory, run.directory().resolve(Integer.toString(round)));
        }
      }
    }
    try (Engine engine = Engine.open(directory, options, new Extensions())) {
      clients.check(engine);
    }
  }

  private static void write(Run run, Engine engine, Clients clients, int round) throws InterruptedException {
    for (int i = 0; i < run.intParameter("writers"); i++) {
      String name = "round-" + round + ".writer-" + i;
      RandomGenerator random = run.random(name);
      clients.start(name, () -> {
        for (int write = 0; write < run.intParameter("writes"); write++) {
          clients.put(engine, WAYS.get(random.nextInt(WAYS.size())), name + "." + write);
        }
      });
    }
    clients.join();
  }
}
