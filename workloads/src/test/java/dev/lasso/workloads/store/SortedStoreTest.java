package dev.lasso.workloads.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drawn operations on a sorted map, on the engine, and on RocksDB as it is now, which must answer alike: what is read
 * now and in older views, and where iterators with bounds stand after any moves. No difference is known.
 */
@Timeout(600)
class SortedStoreTest {

  private static final int KEYS = 150;
  private static final int OPERATIONS = 2000;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theEngineAnswersAsAMapAndAsRocksDb(long seed) throws Exception {
    compare(seed, new EngineSortedStore(directory.resolve("engine")),
        new RocksDbSortedStore(directory.resolve("rocksdb")));
  }

  @Test
  @Tag("soak")
  void theEngineAnswersAsAMapAndAsRocksDbForThirtySeeds() throws Exception {
    for (long seed = 1; seed <= 30; seed++) {
      compare(seed, new EngineSortedStore(directory.resolve("engine" + seed)),
          new RocksDbSortedStore(directory.resolve("rocksdb" + seed)));
    }
  }

  @Test
  void aStoreThatForgetsDeletionsIsFound() {
    assertThrows(AssertionError.class, () -> compare(1, new Forgetful()));
  }

  private static void compare(long seed, SortedStore... judged) throws Exception {
    List<SortedStore> stores = new ArrayList<>(List.of(new MapStore()));
    stores.addAll(List.of(judged));
    try {
      new Comparison(new Random(seed), stores).run(seed);
    } finally {
      for (SortedStore store : stores) {
        store.close();
      }
    }
  }

  /** One run over several stores, the model first. */
  private static final class Comparison {

    private final Random random;
    private final List<SortedStore> stores;
    private final List<List<SortedStore.Walk>> walks = new ArrayList<>();
    private int views;

    Comparison(Random random, List<SortedStore> stores) {
      this.random = random;
      this.stores = stores;
    }

    void run(long seed) throws Exception {
      for (int i = 0; i < OPERATIONS; i++) {
        step("seed " + seed + ", operation " + i);
      }
      closeAll();
    }

    private void step(String where) throws Exception {
      int kind = random.nextInt(1000);
      if (kind < 450) {
        List<SortedStore.Change> batch = batch();
        onAll(store -> store.write(batch));
      } else if (kind < 650) {
        int view = view();
        String key = key();
        agree(where, store -> store.get(view, key));
      } else if (kind < 920) {
        moveAll(where);
      } else if (kind < 950) {
        open();
      } else if (kind < 965) {
        onAll(SortedStore::snapshot);
        views++;
      } else if (kind < 980) {
        closeOne();
      } else if (kind < 988) {
        onAll(SortedStore::flush);
      } else if (kind < 992) {
        onAll(SortedStore::compact);
      } else {
        closeAll();
        onAll(SortedStore::reopen);
      }
    }

    private List<SortedStore.Change> batch() {
      List<SortedStore.Change> batch = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        SortedStore.Kind kind = SortedStore.Kind.values()[random.nextInt(3)];
        String value = kind == SortedStore.Kind.DELETE ? "" : random.nextInt(1000) + "x".repeat(random.nextInt(40));
        batch.add(new SortedStore.Change(kind, key(), value));
      }
      return batch;
    }

    private void open() throws Exception {
      int view = view();
      String one = key();
      String other = key();
      String lower = random.nextBoolean() ? one.compareTo(other) < 0 ? one : other : null;
      String upper = random.nextBoolean() ? (one.compareTo(other) < 0 ? other : one) + "+" : null;
      List<SortedStore.Walk> opened = new ArrayList<>();
      onAll(store -> opened.add(store.walk(view, lower, upper)));
      walks.add(opened);
    }

    private void moveAll(String where) throws Exception {
      for (List<SortedStore.Walk> walk : walks) {
        for (int i = random.nextInt(6); i >= 0; i--) {
          int kind = walk.getFirst().at() == null ? random.nextInt(4) : random.nextInt(12);
          String target = key() + (random.nextInt(3) == 0 ? "+" : "");
          List<@Nullable String> seen = new ArrayList<>();
          for (SortedStore.Walk each : walk) {
            switch (kind) {
              case 0 -> each.first();
              case 1 -> each.last();
              case 2 -> each.seek(target);
              case 3 -> each.seekForPrev(target);
              case 4, 5, 6, 7 -> each.next();
              default -> each.prev();
            }
            seen.add(each.at());
          }
          assertAlike(where + ", move " + kind + " to " + target, seen);
        }
      }
    }

    private void closeOne() throws Exception {
      if (walks.size() > 3) {
        walks.remove(random.nextInt(walks.size())).forEach(SortedStore.Walk::close);
      }
      if (views > 2) {
        int view = random.nextInt(views--);
        onAll(store -> store.release(view));
      }
    }

    private void closeAll() throws Exception {
      walks.forEach(walk -> walk.forEach(SortedStore.Walk::close));
      walks.clear();
      for (; views > 0; views--) {
        onAll(store -> store.release(0));
      }
    }

    private int view() {
      return random.nextInt(views + 1) - 1;
    }

    /** Half of all operations go to ten keys, so that these have long histories. */
    private String key() {
      return String.format(Locale.ROOT, "key%04d", random.nextInt(random.nextBoolean() ? 10 : KEYS));
    }

    private void onAll(Action action) throws Exception {
      for (SortedStore store : stores) {
        action.on(store);
      }
    }

    private void agree(String where, Question question) throws Exception {
      List<@Nullable String> answers = new ArrayList<>();
      for (SortedStore store : stores) {
        answers.add(question.to(store));
      }
      assertAlike(where, answers);
    }

    private static void assertAlike(String where, List<@Nullable String> answers) {
      answers.forEach(answer -> assertEquals(answers.getFirst(), answer, where));
    }
  }

  private interface Action {
    void on(SortedStore store) throws Exception;
  }

  private interface Question {
    @Nullable
    String to(SortedStore store) throws Exception;
  }
}
