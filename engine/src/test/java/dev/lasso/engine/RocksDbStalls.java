package dev.lasso.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Logger;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The same slow writer on RocksDB 4.9, for a process of its own: a writer that RocksDB has stopped never returns, not
 * even at close, so this process prints what it saw, a line {@code seed N} and the history for each seed, then
 * {@code done}, and waits to be killed.
 */
final class RocksDbStalls implements SlowWriter.Database {
  private static final int LOOKS = 3;

  private final StallHistory history;
  private final RocksDB database;
  private final WriteOptions standard = new WriteOptions();
  private final boolean compacts;

  private RocksDbStalls(Path directory, DrawnStallOptions drawn, StallHistory history) throws RocksDBException {
    this.history = history;
    this.compacts = !"0".equals(drawn.database().get("max_background_compactions"));
    DBOptions options = DBOptions.getDBOptionsFromProps(properties(drawn.database()));
    ColumnFamilyOptions family = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties(drawn.family()));
    if (options == null || family == null) {
      throw new IllegalStateException("RocksDB does not take " + drawn);
    }
    options.setInfoLogLevel(InfoLogLevel.INFO_LEVEL);
    options.setLogger(new Logger(options) {
      @Override
      protected void log(InfoLogLevel level, String line) {
        history.line(line);
      }
    });
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    this.database = RocksDB.open(options, directory.toString(),
        List.of(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, family)), handles);
  }

  /** {@code RocksDbStalls DIRECTORY SEED...}. */
  public static void main(String[] arguments) throws Exception {
    Thread parent = new Thread(RocksDbStalls::endWithParent);
    parent.setDaemon(true);
    parent.start();
    RocksDB.loadLibrary();
    for (String seed : List.of(arguments).subList(1, arguments.length)) {
      StallHistory history = new StallHistory();
      Path directory = Files.createDirectories(Path.of(arguments[0], seed));
      RocksDbStalls rocksDb = new RocksDbStalls(directory, DrawnStallOptions.of(Long.parseLong(seed)), history);
      new SlowWriter(rocksDb, history, Long.parseLong(seed)).run();
      System.out.println("seed " + seed);
      history.lines().forEach(System.out::println);
    }
    System.out.println("done");
    parent.join();
  }

  /** Nothing else would end this process if its parent died. */
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  @Override
  public void write(byte[][] keys, byte[][] values) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      for (int i = 0; i < keys.length; i++) {
        batch.put(keys[i], values[i]);
      }
      database.write(standard, batch);
    }
  }

  /** A flush may lead to a compaction, and that to another: only what holds for a few looks holds. */
  @Override
  public boolean isQuiet() throws RocksDBException {
    for (int look = 0; look < LOOKS; look++) {
      if (isAny("mem-table-flush-pending") || isAny("num-running-flushes") || isAny("num-running-compactions")
          || compacts && isAny("compaction-pending")) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isStopped() throws RocksDBException {
    return history.saidStop() && isQuiet();
  }

  private boolean isAny(String property) throws RocksDBException {
    return !database.getProperty("rocksdb." + property).equals("0");
  }

  private static Properties properties(Map<String, String> options) {
    Properties properties = new Properties();
    properties.putAll(options);
    return properties;
  }
}
