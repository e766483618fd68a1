package dev.lasso.engine.connection;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.async.Async;
import dev.lasso.engine.config.ConnectionSettings;
import dev.lasso.engine.options.OptionsException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An open database with its services: sessions, asynchronous operations, and servers for eviction, sweep, checkpoints
 * and statistics. Used by any number of threads; closed by any of them but its own.
 */
public final class Connection implements Closeable {
  private final Engine engine;
  private final ConnectionSettings settings;
  private final Services services;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closeEnded = lock.newCondition();
  private volatile State state = State.OPENING;
  private volatile int sessions;
  private @Nullable Thread closer;

  private Connection(Engine engine, ConnectionSettings settings, Options options) {
    this.engine = engine;
    this.settings = settings;
    this.services = new Services(engine, settings, options.quirks(), this::statistics);
  }

  /**
   * Opens the database in {@code home} and starts the services that {@code config} names. An open that fails closes
   * what it had begun and throws the first cause; what failed in closing is suppressed in it.
   *
   * @param config in WiredTiger's syntax, such as {@code create,cache_size=1G,async=(enabled,threads=4)}; its create,
   *     exclusive, checkpoint_sync and log.path go before the options that say the same
   * @throws OptionsException if the configuration or the options cannot be served; nothing is written then
   * @throws IOException if the database is damaged, in use, or cannot be read or written
   * @throws OutOfMemoryError if there is no memory, or no thread for a service
   */
  public static Connection open(Path home, String config, Options options, Extensions extensions)
      throws IOException {
    ConnectionSettings settings = ConnectionSettings.parse(config);
    Engine engine = Engine.open(home, merged(options, settings), extensions);
    Closeable begun = engine;
    try {
      Connection connection = new Connection(engine, settings, options);
      begun = connection;
      connection.start();
      return connection;
    } catch (RuntimeException | Error e) {
      closeAfter(e, begun);
      throw e;
    }
  }

  /**
   * A session.
   *
   * @throws EngineException if session_max are open, or the connection is closed
   */
  public Session openSession() {
    lock.lock();
    try {
      checkOpen();
      if (sessions >= settings.sessions()) {
        throw new EngineException("all " + sessions + " sessions are open; close one, or open the connection with a"
            + " greater session_max");
      }
      Session session = new Session(this);
      sessions = sessions + 1;
      return session;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The asynchronous interface.
   *
   * @throws EngineException if it is not configured, or the connection is closed
   */
  public Async async() {
    checkOpen();
    Async async = services.async();
    if (async == null) {
      throw new EngineException("asynchronous operations are not configured; open the connection with async=(enabled)");
    }
    return async;
  }

  /**
   * Closes the connection and its engine. Asynchronous operations that were submitted before are done first; those that
   * come later fail, and so does whoever waits for stopped writes, the cache or a flush. Then the services are ended,
   * in WiredTiger's order, and the engine is closed. A call while another closes waits for that one.
   *
   * @throws EngineException if one of the connection's own threads calls it, as a callback does: it would wait for
   *     itself
   * @throws IOException if the engine's files cannot be closed; they are given up all the same
   */
  @Override
  public void close() throws IOException {
    if (beginClose()) {
      // Closed in reverse: the services first, then the engine; the first failure is thrown.
      try (engine; services) {
        engine.releaseStoppedWriters();
        services.flush();
      } finally {
        endClose();
      }
    }
  }

  /** The states and counts of the services, a few values a line, for a dump. It takes no lock. */
  public String describe() {
    return "connection " + state + " sessions=" + sessions + "/" + settings.sessions() + "\n" + services.describe();
  }

  /** What sessions read and write. */
  EngineStore store() {
    checkOpen();
    return services.store();
  }

  void sessionClosed() {
    lock.lock();
    try {
      sessions = sessions - 1;
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    settings.notes().forEach(engine.infoLog()::info);
    services.start();
    state = State.OPEN;
  }

  /** Whether the caller is the one who closes; else it has waited for the one who did. */
  private boolean beginClose() {
    lock.lock();
    try {
      if (services.isServiceThread() || closer == Thread.currentThread()) {
        throw new EngineException("a callback cannot close its connection: the close would wait for it");
      }
      while (state == State.CLOSING) {
        closeEnded.awaitUninterruptibly();
      }
      boolean begins = state != State.CLOSED;
      if (begins) {
        state = State.CLOSING;
        closer = Thread.currentThread();
      }
      return begins;
    } finally {
      lock.unlock();
    }
  }

  private void endClose() {
    lock.lock();
    try {
      state = State.CLOSED;
      closer = null;
      closeEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (state != State.OPEN) {
      throw new EngineException("the connection is closed");
    }
  }

  private String statistics() {
    return describe() + "\n" + engine.describe() + "\n" + engine.statistics();
  }

  private static Options merged(Options options, ConnectionSettings settings) {
    Options merged = settings.create() ? options.with("create_if_missing", "true") : options;
    merged = settings.exclusive() ? merged.with("error_if_exists", "true") : merged;
    merged = settings.syncCheckpoints() ? merged : merged.with("disable_data_sync", "true");
    return settings.logDirectory().isEmpty() ? merged : merged.with("wal_dir", settings.logDirectory());
  }

  private static void closeAfter(Throwable cause, Closeable begun) {
    try {
      begun.close();
    } catch (IOException | RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
  }

  private enum State {
    OPENING, OPEN, CLOSING, CLOSED
  }
}
