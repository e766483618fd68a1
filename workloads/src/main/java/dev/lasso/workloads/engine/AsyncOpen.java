package dev.lasso.workloads.engine;

import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.async.Async;
import dev.lasso.engine.async.RingFullException;
import dev.lasso.engine.config.ConnectionSettings;
import dev.lasso.engine.connection.Connection;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection with asynchronous operations, submits some, and closes it. Where memory or threads run out,
 * whoever meets that must hear of it as the first cause, nothing may be left behind, and the next open must succeed.
 */
public final class AsyncOpen extends EngineWorkload {

  /** As in the report of the hang in wiredtiger_open, with fewer workers than a server would have. */
  private static final String CONFIG = "create,cache_size=21G,checkpoint_sync=false,mmap=false,session_max=1024,"
      + "lsm_manager=(worker_thread_max=6),async=(enabled,ops_max=16,threads=2)";
  private static final int RETRY_MILLIS = 10;

  /** The static initialiser of a class, as the JVM names it, or as the simulation does. */
  private static final Pattern INITIALISER = Pattern.compile("<clinit>|restart\\$");

  @Override
  public String name() {
    return "async-open";
  }

  @Override
  public String description() {
    return "opens a connection with asynchronous operations, submits some, closes it";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("config", "string", CONFIG, "WiredTiger's syntax", "the connection's configuration"),
        new Parameter("operations", "int", "20", "0..1000000", "operations to submit; 0 does without async"));
  }

  @Override
  public void checkParameters(Map<String, String> parameters) {
    ConnectionSettings.parse(parameters.getOrDefault("config", CONFIG));
  }

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    run.describe(Connection.class, Connection::describe);
    Error failure = use(run);
    checkThreads();
    if (failure != null && !isOfAnInitialiser(failure)) {
      if (failure.getSuppressed().length > 0) {
        throw new AssertionError("closing what was begun failed too", failure);
      }
      use(run);
      checkThreads();
    }
  }

  /** Whether a class was left unusable, which then says so to whoever asks for it, in this JVM for good. */
  private static boolean isOfAnInitialiser(Throwable failure) {
    return failure instanceof NoClassDefFoundError
        || Arrays.stream(failure.getStackTrace()).anyMatch(frame -> INITIALISER.matcher(frame.getMethodName()).find());
  }

  /** Opens, submits and closes; answers what it ran out of, or null. */
  private static @Nullable Error use(Run run) throws IOException, InterruptedException {
    try (Obligations.Obligation owed = run.obligations().owe("open, use and close");
        Connection connection = open(run)) {
      int operations = run.intParameter("operations");
      if (operations > 0) {
        submit(connection.async(), operations);
      }
      return null;
    } catch (OutOfMemoryError failure) {
      return failure;
    } catch (NoClassDefFoundError unusable) {
      if (unusable.getCause() instanceof ExceptionInInitializerError) {
        return unusable;
      }
      throw unusable;
    } catch (EngineException refused) {
      if (refused.getCause() instanceof OutOfMemoryError failure) {
        return failure;
      }
      throw refused;
    }
  }

  private static Connection open(Run run) throws IOException {
    return Connection.open(run.directory(), run.parameter("config"),
        options(run), new Extensions());
  }

  private static void submit(Async async, int operations) throws InterruptedException {
    for (int i = 0; i < operations; i++) {
      byte[] key = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      boolean taken = false;
      while (!taken) {
        try {
          async.put(key, key, (none, failure) -> {});
          taken = true;
        } catch (RingFullException full) {
          Thread.sleep(RETRY_MILLIS);
        }
      }
    }
  }

  /** Nobody but the caller is alive. It allocates nothing that could fail. */
  private static void checkThreads() {
    int alive = Thread.activeCount();
    if (alive > 1) {
      throw new AssertionError(alive - 1 + " threads are left behind");
    }
  }
}
