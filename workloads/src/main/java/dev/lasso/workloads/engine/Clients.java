package dev.lasso.workloads.engine;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.WriteOptions;
import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The threads that use one engine, and the keys whose writes it has acknowledged to them. Every call is owed its end.
 * One that fails fails the run, unless the engine is {@link #ending}: then its thread does no more.
 */
final class Clients {

  private final Run run;
  private final int valueBytes;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Written> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore calls = new Semaphore(0);
  private volatile boolean ending;

  /** None yet; what they write has values of {@code valueBytes}. */
  Clients(Run run, int valueBytes) {
    this.run = run;
    this.valueBytes = valueBytes;
  }

  /** Starts a thread that does {@code work}. */
  void start(String name, Work work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (EngineException | IOException refused) {
        if (!ending) {
          throw new AssertionError("an open engine refused a call of " + name, refused);
        }
      }
    }, name);
    threads.add(thread);
    thread.start();
  }

  /** Starts a thread that makes a call so many times, with its number from 0 on; each is owed its end. */
  void repeat(String name, int times, NumberedCall call) {
    start(name, () -> {
      for (int i = 0; i < times; i++) {
        int number = i;
        call(name + " " + number, () -> call.run(number));
      }
    });
  }

  /** Lets calls fail from now on. */
  void ending() {
    ending = true;
  }

  /** Waits until the clients have made {@code count} calls since the last time. */
  void awaitCalls(int count) {
    calls.acquireUninterruptibly(count);
  }

  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Makes a call that is owed its end. */
  void call(String what, Work call) throws IOException {
    try (Obligations.Obligation owed = run.obligations().owe(what)) {
      call.run();
    }
    calls.release();
  }

  /** Writes {@code key}, and remembers it once that is acknowledged. */
  void put(Engine engine, WriteOptions how, String key) throws IOException {
    call("put " + key, () -> engine.write(how, new WriteBatch().put(bytes(key), value(key))));
    acknowledged.add(new Written("default", key));
  }

  /** Writes {@code key} to a column family, and remembers it with the family's name once that is acknowledged. */
  void put(Engine engine, ColumnFamilyHandle family, String key) throws IOException {
    call("put " + key, () -> engine.put(family, bytes(key), value(key)));
    acknowledged.add(new Written(family.name(), key));
  }

  /** Throws if a write that was acknowledged is not there. */
  void check(Engine engine) throws IOException {
    for (Written written : List.copyOf(acknowledged)) {
      try (ColumnFamilyHandle family = engine.columnFamily(written.family)) {
        if (!Arrays.equals(value(written.key), engine.get(family, bytes(written.key)))) {
          throw new AssertionError("the write of " + written.key + " was acknowledged and is lost");
        }
      }
    }
  }

  private byte[] value(String key) {
    return Arrays.copyOf(bytes(key), valueBytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private record Written(String family, String key) {}

  /** One of several calls. */
  interface NumberedCall {
    void run(int number) throws IOException;
  }

  /** What may fail because the engine refuses it. */
  interface Work {
    void run() throws IOException;
  }
}
