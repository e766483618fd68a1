package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.CompactionRange;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.EventListener;
import dev.lasso.engine.Extensions;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Manual compactions behind a pool whose one thread is held by a listener, and a client that disables them before it
 * lets the listener go on.
 */
public final class DisabledCompaction extends EngineWorkload {
  private static final byte[] KEY = {'k'};
  private static final Map<String, String> OPTIONS = Map.of("level0_file_num_compaction_trigger", "2",
      "num_levels", "3", "disable_data_sync", "true");

  @Override
  public String name() {
    return "disabled-compaction";
  }

  @Override
  public String description() {
    return "disables manual compactions that wait behind a pool which a listener holds up";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("compactions", "int", "2", "1..20", "manual compactions, all of the same tables"));
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Engine.class, Engine::describe);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Extensions extensions = new Extensions().listener(new EventListener() {
      @Override
      public void onCompactionCompleted(CompactionCompleted event) {
        reached.countDown();
        await(goOn);
      }
    });
    try (Engine engine = Engine.open(run.directory(), options(run, OPTIONS), extensions);
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      write(engine);
      write(engine);
      await(reached);
      write(engine);
      List<Thread> compactions = new ArrayList<>();
      for (int i = 0; i < run.intParameter("compactions"); i++) {
        compactions.add(new Thread(() -> compact(engine, family), "compaction-" + i));
      }
      compactions.forEach(Thread::start);
      Thread.sleep(1);
      try (Obligations.Obligation owed = run.obligations().owe("disable manual compactions")) {
        engine.disableManualCompaction();
      }
      goOn.countDown();
      for (Thread compaction : compactions) {
        compaction.join();
      }
    }
  }

  private static void write(Engine engine) throws IOException {
    engine.put(KEY, KEY);
    engine.flush();
  }

  private static void compact(Engine engine, ColumnFamilyHandle family) {
    try {
      engine.manualCompaction(family, CompactionRange.all().shared());
    } catch (EngineException disabled) {
      // What this is about.
    } catch (IOException e) {
      throw new AssertionError("the manual compaction failed", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
