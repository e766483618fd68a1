package dev.lasso.workloads.engine;

import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that make a checkpoint in the same place: one of them makes it, whole, and the other is refused. */
public final class OneTarget extends EngineWorkload {
  private static final byte[] KEY = {'k'};

  @Override
  public String name() {
    return "one-target";
  }

  @Override
  public String description() {
    return "makes two checkpoints at once in one place";
  }

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    run.describe(Engine.class, Engine::describe);
    Options options = options(run, defaults().with("disable_auto_compactions", "true"));
    Path target = run.directory().resolve("copy");
    AtomicInteger made = new AtomicInteger();
    try (Engine engine = Engine.open(run.directory().resolve("database"), options, new Extensions())) {
      for (int i = 0; i < 2; i++) {
        engine.put(KEY, KEY);
        engine.flush();
      }
      Thread other = new Thread(() -> checkpoint(engine, target, made), "other");
      other.start();
      checkpoint(engine, target, made);
      other.join();
    }
    try (Engine copy = Engine.open(target, options, new Extensions())) {
      if (copy.get(KEY) == null || made.get() != 1) {
        throw new AssertionError(made + " checkpoints were made");
      }
    }
  }

  private static void checkpoint(Engine engine, Path target, AtomicInteger made) {
    try {
      engine.checkpoint(target);
      made.incrementAndGet();
    } catch (IOException refused) {
      if (!String.valueOf(refused.getMessage()).contains("a checkpoint makes its directory itself")) {
        throw new AssertionError("the other has made it, and that is not said", refused);
      }
    }
  }
}
