package dev.lasso.workloads.wtperf;

import dev.lasso.engine.async.Async;
import dev.lasso.engine.async.AsyncCallback;
import dev.lasso.engine.async.RingFullException;
import dev.lasso.engine.connection.Connection;
import dev.lasso.engine.connection.Session;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How one thread reads and writes: through a session, or by asynchronous operations. */
interface Access extends AutoCloseable {

  void put(byte[] key, byte[] value) throws IOException, InterruptedException;

  /** Reads; {@code found} hears of the value, at once or later. */
  void get(byte[] key, Consumer<byte @Nullable []> found) throws IOException, InterruptedException;

  /** Waits for what was begun. */
  @Override
  void close();

  /** The access that the options ask for. */
  static Access of(Connection connection, WtperfOptions options) {
    return options.whole("async_threads") > 0
        ? new Asynchronous(connection.async())
        : new Immediate(connection.openSession());
  }

  /** Every call is done when it returns. */
  record Immediate(Session session) implements Access {

    @Override
    public void put(byte[] key, byte[] value) throws IOException {
      session.put(key, value);
    }

    @Override
    public void get(byte[] key, Consumer<byte @Nullable []> found) throws IOException {
      found.accept(session.get(key));
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /** Calls are queued; while the queue is full a caller tries again every 10 ms. */
  final class Asynchronous implements Access {

    private static final int RETRY_MILLIS = 10;

    private final Async async;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Asynchronous(Async async) {
      this.async = async;
    }

    @Override
    public void put(byte[] key, byte[] value) throws InterruptedException {
      submit(callback -> async.put(key, value, callback), none -> {});
    }

    @Override
    public void get(byte[] key, Consumer<byte @Nullable []> found) throws InterruptedException {
      submit(callback -> async.get(key, callback), found);
    }

    private void submit(Consumer<AsyncCallback> operation, Consumer<byte @Nullable []> found)
        throws InterruptedException {
      AsyncCallback callback = (value, failed) -> {
        try {
          if (failed == null) {
            found.accept(value);
          }
        } catch (AssertionError wrong) {
          failure.compareAndSet(null, wrong);
        }
        if (failed != null) {
          failure.compareAndSet(null, failed);
        }
      };
      while (!isTaken(operation, callback)) {
        Thread.sleep(RETRY_MILLIS);
      }
    }

    private static boolean isTaken(Consumer<AsyncCallback> operation, AsyncCallback callback) {
      try {
        operation.accept(callback);
        return true;
      } catch (RingFullException full) {
        return false;
      }
    }

    @Override
    public void close() {
      async.flush();
      Throwable failed = failure.get();
      if (failed != null) {
        throw new AssertionError("an asynchronous operation failed: " + failed.getMessage(), failed);
      }
    }
  }
}
