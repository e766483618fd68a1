package dev.lasso.workloads.subjects;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.program.Crew;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.WriteBatch;
import org.iq80.leveldb.impl.Iq80DBFactory;

/**
 * leveldb with a write buffer so small that it compacts all the time: writers with keys of their own, a reader that
 * gets and scans beside them. In the end every writer finds its last values, before and after the database is reopened.
 */
public final class LevelDbWorkload implements Workload {

  private static final int WRITERS = 3;
  private static final int WRITES = 120;
  private static final int KEYS = 100;
  private static final int VALUE_BYTES = 200;

  private final TreeMap<String, byte[]>[] written = written();
  private volatile int writing = WRITERS;

  @SuppressWarnings("unchecked") // arrays of generics
  private static TreeMap<String, byte[]>[] written() {
    TreeMap<String, byte[]>[] maps = new TreeMap[WRITERS];
    Arrays.setAll(maps, writer -> new TreeMap<>());
    return maps;
  }

  @Override
  public String name() {
    return "leveldb";
  }

  @Override
  public String description() {
    return "org.iq80.leveldb: writers, a reader, compactions";
  }

  @Override
  public void run(Run run) throws Exception {
    try (DB database = open(run)) {
      Crew crew = new Crew();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        crew.add("writer-" + writer, () -> write(database, writer));
      }
      crew.add("reader", () -> read(database));
      crew.run();
      check(database);
    }
    try (DB database = open(run)) {
      check(database);
    }
  }

  private static DB open(Run run) throws IOException {
    Options options = new Options().createIfMissing(true).writeBufferSize(16 << 10).blockSize(1024);
    return Iq80DBFactory.factory.open(run.directory().resolve("db").toFile(), options);
  }

  private void write(DB database, int writer) {
    Random random = new Random(writer);
    for (int i = 0; i < WRITES; i++) {
      byte[] value = new byte[VALUE_BYTES];
      random.nextBytes(value);
      String key = "w" + writer + "-" + random.nextInt(KEYS);
      if (i % 10 == 9) {
        database.delete(bytes(key));
        written[writer].remove(key);
      } else if (i % 7 == 0) {
        writeBoth(database, writer, key, "last" + writer, value);
      } else {
        database.put(bytes(key), value);
        written[writer].put(key, value);
      }
    }
    synchronized (this) {
      writing--;
    }
  }

  private void writeBoth(DB database, int writer, String key, String other, byte[] value) {
    WriteBatch batch = database.createWriteBatch();
    batch.put(bytes(key), value).put(bytes(other), value);
    database.write(batch);
    written[writer].put(key, value);
    written[writer].put(other, value);
  }

  private void read(DB database) throws Exception {
    Random random = new Random(99);
    for (int reads = 1; writing > 0; reads++) {
      byte[] value = database.get(bytes("w" + random.nextInt(WRITERS) + "-" + random.nextInt(KEYS)));
      if (value != null && value.length != VALUE_BYTES) {
        throw new AssertionError("a value of " + value.length + " bytes");
      }
      if (reads % 50 == 0) {
        scan(database);
      }
      Thread.sleep(1);
    }
  }

  private static void scan(DB database) throws IOException {
    byte[] last = {};
    try (DBIterator entries = database.iterator()) {
      for (entries.seekToFirst(); entries.hasNext();) {
        byte[] key = entries.next().getKey();
        if (Arrays.compareUnsigned(last, key) >= 0) {
          throw new AssertionError(text(key) + " behind " + text(last));
        }
        last = key;
      }
    }
  }

  private void check(DB database) throws IOException {
    TreeMap<String, String> expected = new TreeMap<>();
    for (Map<String, byte[]> one : written) {
      one.forEach((key, value) -> expected.put(key, Arrays.toString(value)));
    }
    TreeMap<String, String> found = new TreeMap<>();
    try (DBIterator entries = database.iterator()) {
      for (entries.seekToFirst(); entries.hasNext();) {
        Map.Entry<byte[], byte[]> entry = entries.next();
        found.put(text(entry.getKey()), Arrays.toString(entry.getValue()));
      }
    }
    if (!found.equals(expected)) {
      throw new AssertionError("found the keys " + found.keySet() + ", expected " + expected.keySet());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
