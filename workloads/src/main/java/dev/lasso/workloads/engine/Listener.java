package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EventListener;
import dev.lasso.engine.Extensions;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One client that writes and flushes, table by table, an engine that has hardly room in level 0, two threads to
 * compact, and a listener that takes its time over each compaction.
 */
public final class Listener extends EngineWorkload {
  private static final Map<String, String> OPTIONS = Map.of("level0_file_num_compaction_trigger", "2",
      "level0_slowdown_writes_trigger", "3", "level0_stop_writes_trigger", "3", "max_background_compactions", "2",
      "base_background_compactions", "2", "num_levels", "3", "disable_data_sync", "true");

  @Override
  public String name() {
    return "listener";
  }

  @Override
  public String description() {
    return "a client fills level 0 while a listener takes its time over each compaction, then closes";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("tables", "int", "8", "1..1000", "tables to write and flush"),
        new Parameter("listener_millis", "int", "1", "0..1000", "time that the listener takes over a compaction"));
  }

  @Override
  public void run(Run run) throws IOException {
    run.describe(Engine.class, Engine::describe);
    int millis = run.intParameter("listener_millis");
    Extensions extensions = new Extensions().listener(new EventListener() {
      @Override
      public void onCompactionCompleted(CompactionCompleted event) {
        pause(millis);
      }
    });
    try (Engine engine = Engine.open(run.directory(), options(run, OPTIONS), extensions)) {
      for (int i = 1; i <= run.intParameter("tables"); i++) {
        try (Obligations.Obligation owed = run.obligations().owe("write table " + i)) {
          byte[] value = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
          engine.put(new byte[]{'k'}, value);
          engine.flush();
        }
      }
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
