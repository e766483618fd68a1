package dev.lasso.workloads.wtperf;

import dev.lasso.engine.connection.Connection;
import dev.lasso.engine.connection.Session;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * One run of wtperf: open, populate by several threads, compact if asked, close and open again if asked, the mixed
 * phase with its readers, writers and checkpoints, and a last look at every record that was populated.
 */
public final class WtperfRun {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Run run;
  private final WtperfOptions options;
  private final Opener opener;
  private final Records records;
  private final AtomicInteger operations = new AtomicInteger();

  /** A run with those options on the connections that {@code opener} opens, one at a time. */
  public WtperfRun(Run run, WtperfOptions options, Opener opener) {
    this.run = run;
    this.options = options;
    this.opener = opener;
    this.records = new Records(options);
  }

  /** Does all phases. */
  public void run() throws IOException, InterruptedException {
    boolean reopens = options.flag("reopen_connection");
    try (Connection connection = opener.open()) {
      populate(connection);
      if (!reopens) {
        mix(connection);
      }
    }
    if (reopens) {
      try (Connection connection = opener.open()) {
        mix(connection);
      }
    }
  }

  private void populate(Connection connection) throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < options.whole("populate_threads"); i++) {
      String name = "populate-" + i;
      threads.add(start(name, () -> populate(connection, run.random(name))));
    }
    join(threads);
    if (options.flag("compact")) {
      try (Obligations.Obligation owed = run.obligations().owe("compact"); Session session = connection.openSession()) {
        session.compact();
      }
    }
  }

  private void populate(Connection connection, RandomGenerator random) throws IOException, InterruptedException {
    try (Access access = Access.of(connection, options)) {
      for (int next = records.nextToPopulate(); next >= 0; next = records.nextToPopulate()) {
        byte[] key = records.key(next);
        access.put(key, records.value(key, random));
      }
    }
  }

  private void mix(Connection connection) throws IOException, InterruptedException {
    PhaseEnd end = new PhaseEnd();
    Measurement measured = new Measurement(options, end);
    List<Thread> beside = new ArrayList<>();
    for (int i = 0; i < options.whole("checkpoint_threads"); i++) {
      beside.add(start("checkpoint-" + i, () -> checkpoint(connection, end)));
    }
    if (measured.isWanted()) {
      beside.add(start("monitor", measured::watch));
    }
    List<Thread> workers = new ArrayList<>();
    for (WtperfOptions.Group group : options.groups()) {
      for (int i = 0; i < group.count(); i++) {
        String name = "worker-" + workers.size();
        workers.add(start(name, () -> work(connection, group, run.random(name), measured)));
      }
    }
    join(workers);
    end.come();
    join(beside);
    check(connection);
  }

  private void work(Connection connection, WtperfOptions.Group group, RandomGenerator random, Measurement measured)
      throws IOException, InterruptedException {
    long seconds = options.whole("run_time");
    long deadline = System.nanoTime() + seconds * NANOS_PER_SECOND;
    int most = options.whole("run_ops");
    try (Access access = Access.of(connection, options)) {
      while ((most == 0 || operations.getAndIncrement() < most) && (seconds == 0 || System.nanoTime() < deadline)) {
        operate(access, group, random, measured);
      }
    }
  }

  private void operate(Access access, WtperfOptions.Group group, RandomGenerator random, Measurement measured)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    int draw = random.nextInt(group.sum());
    if (draw < group.reads()) {
      byte[] key = records.key(records.existing(random));
      access.get(key, value -> {
        records.check(key, value);
        measured.read(System.nanoTime() - began);
      });
    } else if (draw < group.reads() + group.updates()) {
      byte[] key = records.key(records.existing(random));
      access.put(key, records.value(key, random));
      measured.updated(System.nanoTime() - began);
    } else {
      byte[] key = records.key(records.nextToInsert(random));
      access.put(key, records.value(key, random));
      measured.inserted(System.nanoTime() - began);
    }
  }

  private void checkpoint(Connection connection, PhaseEnd end) throws IOException, InterruptedException {
    long interval = options.whole("checkpoint_interval") * NANOS_PER_SECOND;
    try (Session session = connection.openSession()) {
      while (!end.comesBefore(System.nanoTime() + interval)) {
        session.checkpoint();
      }
    }
  }

  private void check(Connection connection) throws IOException {
    try (Session session = connection.openSession()) {
      for (int number = 0; number < records.populated(); number++) {
        byte[] key = records.key(number);
        records.check(key, session.get(key));
      }
    }
  }

  private Thread start(String name, Work work) {
    Thread thread = new Thread(() -> {
      try (Obligations.Obligation owed = run.obligations().owe("the work of " + name)) {
        work.run();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(name + " failed", e);
      }
    }, name);
    thread.start();
    return thread;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Opens a connection. */
  public interface Opener {
    Connection open() throws IOException;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }
}
