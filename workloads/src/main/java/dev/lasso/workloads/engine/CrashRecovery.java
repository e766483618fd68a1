package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.sim.Machine;
import dev.lasso.sim.Machine.End;
import dev.lasso.sim.Run;
import dev.lasso.workloads.model.Crash;
import dev.lasso.workloads.model.CrashOracle;
import dev.lasso.workloads.model.Durability;
import dev.lasso.workloads.model.Key;
import dev.lasso.workloads.model.RecoveredState;
import dev.lasso.workloads.model.WriteHistory;
import dev.lasso.workloads.model.WriteHistory.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes until the machine loses its power or the process is killed, opens again and checks what is there, round after
 * round. A crash comes after a drawn number of batches, and wherever else the fault plan wants one, also while the engine
 * recovers.
 */
public final class CrashRecovery extends EngineWorkload {

  private static final List<String> FAMILIES = List.of("default", "second");
  private static final int MOST_OPERATIONS = 4;

  @Override
  public String name() {
    return "crash-recovery";
  }

  @Override
  public String description() {
    return "loses its power or is killed while it writes, opens again and checks what is there, in turns";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("rounds", "int", "2", "1..1000000", "times to crash"),
        new Parameter("writers", "int", "2", "1..100", "threads that write"),
        new Parameter("batches", "int", "6", "1..1000000", "batches of each in a round"),
        new Parameter("keys", "int", "8", "1..1000000", "keys in each of two families"),
        new Parameter("value_bytes", "int", "100", "1..1000000", "bytes in a value, about"),
        new Parameter("crashes", "string", "either", "power, kill, either or none",
            "what a round ends with, beside what the fault plan does"));
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Engine.class, Engine::describe);
    new Rounds(run).run();
  }

  /** One run. */
  private static final class Rounds {

    private final Run run;
    private final Machine machine;
    private final Options options;
    private final Path directory;
    private WriteHistory history = new WriteHistory();

    Rounds(Run run) {
      this.run = run;
      machine = run.machine();
      directory = run.directory().resolve("db");
      Options plain = options(run, defaults().with("create_missing_column_families", "true")
          .with("write_buffer_size", 64 << 10).with("arena_block_size", 4096)
          .with("level0_file_num_compaction_trigger", 2).with("compression", "kNoCompression")
          .with("wal_recovery_mode", "kPointInTimeRecovery"));
      options = plain.withFamily("second", plain.family("default"));
    }

    void run() throws Exception {
      for (int round = 1; round <= run.intParameter("rounds"); round++) {
        String name = "round-" + round;
        End end = machine.run(() -> write(name));
        WriteHistory before = history;
        machine.eachCrashState(() -> history = before.recovered(recover(before, end)));
      }
    }

    private Engine open() throws IOException {
      return Engine.open(directory, options, new Extensions());
    }

    /** What a process does. */
    private void write(String name) throws IOException, InterruptedException {
      RandomGenerator random = run.random(name);
      int all = run.intParameter("writers") * run.intParameter("batches");
      int last = random.nextInt(1, 2 * all);
      int[] written = new int[1];
      try (Engine engine = open()) {
        Clients clients = new Clients(run, 0);
        for (int i = 0; i < run.intParameter("writers"); i++) {
          String writer = name + ".writer-" + i;
          RandomGenerator draws = run.random(writer);
          clients.repeat(writer, run.intParameter("batches"), number -> {
            write(new EngineSource(engine), draws);
            if (++written[0] == last) {
              crash(random);
            }
          });
        }
        clients.join();
      }
    }

    private void crash(RandomGenerator random) {
      String wanted = run.parameter("crashes");
      boolean kills = wanted.equals("kill") || wanted.equals("either") && random.nextBoolean();
      if (kills) {
        machine.kill();
      } else if (!wanted.equals("none")) {
        machine.losePower();
      }
    }

    private void write(EngineSource database, RandomGenerator random) throws IOException {
      int draw = random.nextInt(10);
      if (draw == 0) {
        database.flush(history, FAMILIES.get(random.nextInt(FAMILIES.size())));
        return;
      }
      Durability durability = draw < 4 ? Durability.SYNCED : draw < 6 ? Durability.UNLOGGED : Durability.LOGGED;
      List<Operation> operations = new ArrayList<>();
      for (int i = random.nextInt(1, MOST_OPERATIONS + 1); i > 0; i--) {
        Key key = new Key(FAMILIES.get(random.nextInt(FAMILIES.size())),
            "key" + random.nextInt(run.intParameter("keys")));
        operations.add(new Operation(key, random.nextInt(4) == 0));
      }
      database.write(history, durability, operations, run.intParameter("value_bytes"));
    }

    /** Opens what a crash has left, as often as it takes; and once more, which finds the same. */
    private RecoveredState recover(WriteHistory before, End end) throws Exception {
      boolean powerLost = end == End.POWER_LOST;
      RecoveredState[] found = new RecoveredState[2];
      for (int time = 0; time < found.length; time++) {
        int number = time;
        End ofRecovery;
        do {
          ofRecovery = machine.run(() -> found[number] = read(before));
          powerLost |= ofRecovery == End.POWER_LOST;
        } while (ofRecovery != End.COMPLETED);
      }
      CrashOracle.check(before, found[0], powerLost ? Crash.POWER_LOSS : Crash.KILL);
      CrashOracle.checkSame(found[0], found[1]);
      return found[1];
    }

    private RecoveredState read(WriteHistory before) throws IOException {
      try (Engine engine = open()) {
        return RecoveredState.read(before.keys(), new EngineSource(engine));
      }
    }
  }
}
