package dev.lasso.workloads.subjects;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.program.Crew;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * H2's MVStore in a file: writers with keys of their own in shared maps, commits by them and by the background writer.
 * In the end the maps hold what was put last, before and after the store is compacted, and after it is reopened.
 *
 * <p>H2 2.2.224 fails an assertion of its own where a dead chunk is dropped while another is saved; see
 * {@link H2AssertionTest}. So dead chunks are retained for longer than the writers take, and dropped in the end, by the
 * compaction, when nothing is saved beside it. A run with a short retention meets the defect.
 */
public final class MvStoreWorkload implements Workload {

  private static final String RETENTION = "retention";
  private static final String RETENTION_DEFAULT = "60000";
  private static final int WRITERS = 3;
  private static final int MAPS = 2;
  private static final int WRITES = 100;
  private static final int KEYS = 300;

  /** The milliseconds of a compaction that is one round. */
  private static final int ONE_ROUND = 0;

  @Override
  public String name() {
    return "h2-mvstore";
  }

  @Override
  public String description() {
    return "H2's MVStore: writers, commits, a background writer";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(RETENTION, "int", RETENTION_DEFAULT, "0..60000",
        "milliseconds for which dead chunks are retained"));
  }

  @Override
  public void run(Run run) throws Exception {
    String file = run.directory().resolve("store.mv").toString();
    Map<Integer, String> written = new HashMap<>();
    MVStore store = open(file, run.intParameter(RETENTION));
    Crew crew = new Crew();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      crew.add("writer-" + writer, () -> write(store, writer, written));
    }
    crew.run();
    Thread.sleep(500);
    check(store, written);
    compact(store);
    check(store, written);
    store.close();
    MVStore reopened = open(file, run.intParameter(RETENTION));
    check(reopened, written);
    reopened.close();
  }

  private static MVStore open(String file, int retention) {
    MVStore store = new MVStore.Builder().fileName(file).autoCommitBufferSize(16).cacheSize(1).open();
    store.setAutoCommitDelay(20);
    store.setRetentionTime(retention);
    return store;
  }

  /** Without a background writer, and so without the threads that save for it. */
  private static void compact(MVStore store) {
    store.setAutoCommitDelay(0);
    store.compactFile(ONE_ROUND);
  }

  private static void write(MVStore store, int writer, Map<Integer, String> written)
      throws InterruptedException {
    MVMap<Integer, String> map = store.openMap("map" + writer % MAPS);
    Random random = new Random(writer);
    for (int i = 0; i < WRITES; i++) {
      put(map, key(random, writer), writer + "-" + i + "x".repeat(50), written);
      if (i % 9 == 0) {
        put(map, key(random, writer), null, written);
      }
      if (i % 50 == 0) {
        store.commit();
      }
      if (i % 20 == 0) {
        Thread.sleep(5);
      }
    }
  }

  /** Keys of one writer are those that leave its number when divided by the number of writers. */
  private static int key(Random random, int writer) {
    return random.nextInt(KEYS) * WRITERS + writer;
  }

  private static void put(MVMap<Integer, String> map, int key, @org.jspecify.annotations.Nullable String value,
      Map<Integer, String> written) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
    synchronized (written) {
      if (value == null) {
        written.remove(key);
      } else {
        written.put(key, value);
      }
    }
  }

  private static void check(MVStore store, Map<Integer, String> written) {
    Map<Integer, String> found = new HashMap<>();
    for (int i = 0; i < MAPS; i++) {
      MVMap<Integer, String> map = store.openMap("map" + i);
      found.putAll(map);
    }
    if (!found.equals(written)) {
      throw new AssertionError("found " + found.size() + " entries, expected " + written.size());
    }
  }
}
