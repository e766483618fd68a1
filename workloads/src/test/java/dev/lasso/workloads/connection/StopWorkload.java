package dev.lasso.workloads.connection;

import dev.lasso.engine.server.CondVar;
import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A thread that serves until it is told to stop, and one that tells it and joins it: how every server is ended. */
public final class StopWorkload implements Workload {

  private volatile boolean stopped;

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String description() {
    return "a server waits untimed for the order to stop";
  }

  @Override
  public List<Quirk> quirks() {
    return Arrays.stream(dev.lasso.engine.options.Quirk.values()).map(quirk -> new Quirk(quirk.label(), quirk.name()))
        .toList();
  }

  @Override
  public void run(Run run) throws InterruptedException {
    Set<dev.lasso.engine.options.Quirk> quirks = EnumSet.noneOf(dev.lasso.engine.options.Quirk.class);
    run.quirks().forEach(quirk -> quirks.add(dev.lasso.engine.options.Quirk.named(quirk)));
    CondVar wakeUp = new CondVar(quirks);
    Thread server = new Thread(() -> {
      while (!stopped) {
        wakeUp.await(0, () -> !stopped);
      }
    }, "server");
    server.start();
    stopped = true;
    wakeUp.signal();
    server.join();
  }
}
