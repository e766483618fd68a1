package dev.lasso.engine.connection;

import dev.lasso.engine.Engine;
import dev.lasso.engine.WriteOptions;
import dev.lasso.engine.async.Async;
import dev.lasso.engine.config.AsyncLimits;
import dev.lasso.engine.config.ConnectionSettings;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.server.CheckpointServer;
import dev.lasso.engine.server.EvictionServer;
import dev.lasso.engine.server.Server;
import dev.lasso.engine.server.StatisticsServer;
import dev.lasso.engine.server.SweepServer;
import java.io.Closeable;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * The order is WiredTiger's. The log and its recovery, which it has between statistics and eviction, are the engine's
 * and done before:
 *
 *   open:  statistics, eviction, sweep, async, checkpoint
 *   close: flush of the asynchronous operations, while everything they need still runs; all are told to stop; then
 *          async, sweep, checkpoint, statistics and eviction are joined
 *
 * So an open that fails at async has eviction and sweep running and no checkpoint server. Its close goes the same way
 * as any other; a server that was not started has nothing to stop. Source: WiredTiger, conn_open and conn_api.
 */
/** The services of one connection: what was configured is started, and everything that was started is ended. */
final class Services implements Closeable {
  private final ConnectionSettings settings;
  private final Set<Quirk> quirks;
  private final InfoLog log;
  private final StatisticsServer statistics;
  private final EvictionServer eviction;
  private final SweepServer sweep;
  private final CheckpointServer checkpoint;
  private final EngineStore store;

  /** In the order in which they end; made beforehand, since ending must not need memory. */
  private final List<Server> servers;
  private volatile @Nullable Async async;

  Services(Engine engine, ConnectionSettings settings, Set<Quirk> quirks, Supplier<String> described) {
    this.settings = settings;
    this.quirks = quirks;
    this.log = engine.infoLog();
    this.statistics = new StatisticsServer(settings.statisticsSeconds(), described, log, quirks);
    this.eviction = new EvictionServer(settings.cache(),
        List.of(new Blocks(engine.blockCache()), new MemTables(engine)), log, quirks);
    this.sweep = new SweepServer(settings.handles(), new TableHandles(engine), log, quirks);
    this.checkpoint = new CheckpointServer(settings.checkpoint(), engine::flushAll, log, quirks);
    this.store = new EngineStore(engine, eviction, checkpoint, new WriteOptions(settings.syncWrites(), false));
    this.servers = List.of(sweep, checkpoint, statistics, eviction);
  }

  /** Starts what is configured. Where this throws, what was begun runs until {@link #close}. */
  void start() {
    if (settings.statisticsSeconds() > 0) {
      statistics.start();
    }
    eviction.start();
    sweep.start();
    AsyncLimits limits = settings.async();
    if (limits != null) {
      Async configured = new Async(limits, store, log, quirks);
      async = configured;
      configured.start();
    }
    if (settings.checkpoint().isConfigured()) {
      checkpoint.start();
    }
  }

  /** What reads and writes go to. */
  EngineStore store() {
    return store;
  }

  /** The asynchronous interface, or null if it is not configured. */
  @Nullable
  Async async() {
    return async;
  }

  /** Lets the asynchronous operations end that were submitted before; new ones are still taken. */
  void flush() {
    eviction.refuseToStall();
    Async configured = async;
    if (configured != null) {
      configured.flush();
    }
  }

  /** Ends all services. */
  @Override
  public void close() {
    Async configured = async;
    if (configured != null) {
      configured.tellToStop();
    }
    servers.forEach(Server::tellToStop);
    if (configured != null) {
      configured.join();
    }
    servers.forEach(Server::join);
  }

  /** Whether the caller is a thread that a close would wait for. */
  boolean isServiceThread() {
    Async configured = async;
    return servers.stream().anyMatch(Server::isCurrentThread) || configured != null && configured.isWorker();
  }

  /** A line for each service; takes no lock. */
  String describe() {
    Async configured = async;
    return String.join("\n", statistics.describe(), eviction.describe(), sweep.describe(),
        configured == null ? "async not configured" : configured.describe(), checkpoint.describe());
  }

}
