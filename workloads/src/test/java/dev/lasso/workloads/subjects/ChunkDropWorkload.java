package dev.lasso.workloads.subjects;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.nio.file.Path;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * One thread that puts into H2's MVStore and commits without waiting, with dead chunks that are not retained: each
 * commit drops chunks while the one before may still be saved.
 */
public final class ChunkDropWorkload implements Workload {

  private static final int COMMITS = 50;
  private static final int KEYS = 8;
  private static final int MOST_CHARACTERS = 20_000;

  @Override
  public String name() {
    return "h2-chunk-drop";
  }

  @Override
  public String description() {
    return "H2's MVStore: chunks are dropped while others are saved";
  }

  @Override
  public void run(Run run) {
    commit(run.directory().resolve("store.mv"));
  }

  static void commit(Path file) {
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
      store.setRetentionTime(0);
      store.setVersionsToKeep(0);
      MVMap<Integer, String> map = store.openMap("map");
      Random random = new Random(1);
      for (int i = 0; i < COMMITS; i++) {
        map.put(random.nextInt(KEYS), "x".repeat(1 + random.nextInt(MOST_CHARACTERS)));
        store.tryCommit();
      }
    }
  }
}
