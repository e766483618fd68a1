package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.file.CorruptionException;
import dev.lasso.sim.Machine;
import dev.lasso.sim.Machine.End;
import dev.lasso.sim.Run;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.workloads.model.Crash;
import dev.lasso.workloads.model.Crash.Loss;
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
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes until the machine loses its power or the process is killed, opens again and checks what is there, round after
 * round. A crash comes after a drawn number of batches, and wherever else the fault plan wants one, also while the engine
 * recovers.
 *
 * <p>Where the plan has the disk fail, calls of the engine may fail, and nothing else: what was acknowledged is there when
 * the database can be opened again, which is tried again and again. Where it does damage that nobody is told of, anything
 * may be lost or reported as corrupt; what is served is still what was written.
 */
public final class CrashRecovery extends EngineWorkload {

  private static final Crash DAMAGE = new Crash(Loss.ANY, true);
  private static final List<String> FAMILIES = List.of("default", "second");
  private static final int MOST_OPERATIONS = 4;

  /** How often a database is opened on a sick disk before it is given up. */
  private static final int MOST_OPENS = 50;

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
    private boolean powerLost;

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
        End end = process(() -> write(name));
        WriteHistory before = history;
        machine.eachCrashState(() -> {
          RecoveredState found = recover(before, end);
          if (found != null) {
            history = before.recovered(found);
          }
        });
      }
    }

    /** Runs a process, which may fail where the disk or the JVM did: how it has ended, null if it has failed so. */
    private @Nullable End process(Machine.Program program) throws Exception {
      long before = excuses();
      try {
        return machine.run(program);
      } catch (IOException | EngineException | OutOfMemoryError failure) {
        if (!isExcused(failure, before)) {
          throw failure;
        }
        return null;
      }
    }

    /** How often something has failed or was damaged so far that the engine must tell, and cannot mend. */
    private long excuses() {
      long count = 0;
      for (Map.Entry<FaultKind, Long> fired : run.faults().counts().entrySet()) {
        boolean excuses = switch (fired.getKey()) {
          case SPAWN, ALLOCATION -> true;
          default -> fired.getKey().isError() || fired.getKey().isSilent();
        };
        count += excuses ? fired.getValue() : 0;
      }
      return count;
    }

    /** Whether a call may fail so. @param before what there was to excuse it when the database was opened */
    private boolean isExcused(Throwable failure, long before) {
      Throwable cause = failure.getCause();
      return excuses() != before
          || isDamaged() && (failure instanceof CorruptionException || cause != null && isExcused(cause, before));
    }

    private boolean isDamaged() {
      return run.faults().counts().keySet().stream().anyMatch(FaultKind::isSilent);
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
      long excused = excuses();
      try (Engine engine = open()) {
        Clients clients = new Clients(run, 0);
        for (int i = 0; i < run.intParameter("writers"); i++) {
          String writer = name + ".writer-" + i;
          RandomGenerator draws = run.random(writer);
          clients.start(writer, () -> {
            try {
              for (int batch = 0; batch < run.intParameter("batches"); batch++) {
                clients.call(writer + " " + batch, () -> write(new EngineSource(engine), draws));
                if (++written[0] == last) {
                  crash(random);
                }
              }
            } catch (IOException | EngineException failure) {
              if (!isExcused(failure, excused)) {
                throw failure;
              }
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
    private @Nullable RecoveredState recover(WriteHistory before, @Nullable End end) throws Exception {
      powerLost = end == End.POWER_LOST;
      RecoveredState first = readAgainAndAgain(before);
      RecoveredState second = first == null ? null : readAgainAndAgain(before);
      if (first == null || second == null) {
        return null;
      }
      Crash crash = powerLost ? Crash.POWER_LOSS : Crash.KILL;
      CrashOracle.check(before, first, isDamaged() ? DAMAGE : crash);
      if (!isDamaged()) {
        CrashOracle.checkSame(first, second);
      }
      return second;
    }

    /** Null if the disk does not let it. */
    private @Nullable RecoveredState readAgainAndAgain(WriteHistory before) throws Exception {
      RecoveredState[] found = new RecoveredState[1];
      for (int time = 0; time < MOST_OPENS; time++) {
        long excused = excuses();
        End end = process(() -> found[0] = read(before));
        powerLost |= end == End.POWER_LOST;
        if (end == End.COMPLETED && (excuses() == excused || found[0].reports().isEmpty())) {
          return found[0];
        }
      }
      return null;
    }

    private RecoveredState read(WriteHistory before) throws IOException {
      try (Engine engine = open()) {
        return RecoveredState.read(before.keys(), new EngineSource(engine));
      }
    }
  }
}
