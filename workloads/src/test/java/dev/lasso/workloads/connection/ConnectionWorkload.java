package dev.lasso.workloads.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.async.Async;
import dev.lasso.engine.async.RingFullException;
import dev.lasso.engine.connection.Connection;
import dev.lasso.engine.connection.Session;
import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.program.Crew;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens a connection, has two threads submit operations and flush, and closes it. */
public final class ConnectionWorkload implements Workload {

  private static final int OPERATIONS = 15;

  @Override
  public String name() {
    return "connection";
  }

  @Override
  public String description() {
    return "a connection with all services: two threads submit operations and flush";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("config", "string", "create,async=(enabled,ops_max=10,threads=3),checkpoint=(wait=1)", "a string",
            "the configuration"));
  }

  @Override
  public List<Quirk> quirks() {
    return Arrays.stream(dev.lasso.engine.options.Quirk.values()).map(quirk -> new Quirk(quirk.label(), quirk.name()))
        .toList();
  }

  @Override
  public void run(Run run) throws Exception {
    run.describe(Connection.class, Connection::describe);
    try (Connection connection = open(run)) {
      use(connection);
    }
  }

  private static Connection open(Run run) throws IOException {
    Options options = Options.defaults();
    for (String quirk : run.quirks()) {
      options = options.withQuirk(dev.lasso.engine.options.Quirk.named(quirk));
    }
    return Connection.open(run.directory(), run.parameter("config"), options, new Extensions());
  }

  private static void use(Connection connection) throws Exception {
    try (Session session = connection.openSession()) {
      session.put("0".getBytes(UTF_8), "0".getBytes(UTF_8));
      Crew crew = new Crew();
      crew.add("caller-1", () -> submit(connection.async(), "1."));
      crew.add("caller-2", () -> submit(connection.async(), "2."));
      crew.run();
    }
  }

  private static void submit(Async async, String prefix) throws InterruptedException {
    AtomicInteger completed = new AtomicInteger();
    for (int i = 0; i < OPERATIONS; i++) {
      byte[] key = (prefix + i).getBytes(UTF_8);
      boolean taken = false;
      while (!taken) {
        try {
          async.put(key, key, (none, failure) -> completed.addAndGet(failure == null ? 1 : OPERATIONS));
          taken = true;
        } catch (RingFullException e) {
          Thread.sleep(10);
        }
      }
    }
    async.flush();
    if (completed.get() != OPERATIONS) {
      throw new AssertionError(completed.get() + " of " + OPERATIONS + " were done when the flush was");
    }
  }
}
