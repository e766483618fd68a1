package dev.lasso.engine.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.options.CacheLimits;
import dev.lasso.engine.options.Compression;
import dev.lasso.engine.options.TableShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "mapped {0}")
@ValueSource(booleans = {false, true})
final class TableCacheTest {
  private static final ReadMode MODE = new ReadMode(true, true);
  private static final int TABLES = 5;

  @Parameter private boolean mapped;
  @TempDir private Path directory;

  @BeforeEach
  void writeTables() throws IOException {
    TableShape shape = new TableShape(4096, 10, 16, 1, 0, List.of(Compression.NONE), null);
    for (byte number = 1; number <= TABLES; number++) {
      try (TableWriter writer = new TableWriter(files().table(number), shape, Compression.NONE)) {
        writer.add(new Entry(new byte[]{number}, 1, EntryKind.PUT, new byte[]{number}));
        writer.finish(false);
      }
    }
  }

  @Test
  void atMostAsManyTablesAsAllowedStayOpen() throws IOException {
    try (TableCache cache = cache(2, 1 << 20)) {
      for (int round = 0; round < 2; round++) {
        for (byte number = 1; number <= TABLES; number++) {
          assertRead(cache, number);
          assertTrue(cache.openTables() <= 2, cache.openTables() + " tables are open");
        }
      }
    }
  }

  @Test
  void aTableThatIsBeingReadIsNotClosed() throws IOException {
    try (TableCache cache = cache(1, 0)) {
      EntryIterator iterator = cache.iterator(new TableId(1, 0), KeyOrder.bytewise(), MODE);
      for (byte number = 2; number <= TABLES; number++) {
        assertRead(cache, number);
      }
      assertEquals(1, cache.closeIdle(0, 0));
      iterator.seekToFirst();
      assertArrayEquals(new byte[]{1}, iterator.value());
      iterator.close();
      iterator.close();
      assertRead(cache, (byte) 2);
    }
  }

  @Test
  void aTableIsClosedWhenNobodyReadsItAndOpenedByTheNextRead() throws IOException {
    try (TableCache cache = cache(100, 0)) {
      assertRead(cache, (byte) 1);
      assertEquals(0, cache.closeIdle(Long.MAX_VALUE, 0));
      assertEquals(1, cache.closeIdle(0, 0));
      assertEquals(0, cache.openTables());
      assertRead(cache, (byte) 1);
    }
  }

  @Test
  void aReadBetweenTwoSweepsBeginsTheIdleTimeAnew() throws IOException {
    try (TableCache cache = cache(100, 0)) {
      assertRead(cache, (byte) 1);
      assertEquals(0, cache.closeIdle(1L << 60, 0));
      assertRead(cache, (byte) 1);
      assertEquals(0, cache.closeIdle(1L << 60, 0));
    }
  }

  @Test
  void asManyTablesStayOpenAsAreAskedFor() throws IOException {
    try (TableCache cache = cache(100, 0)) {
      assertRead(cache, (byte) 1);
      assertRead(cache, (byte) 2);
      assertRead(cache, (byte) 3);
      assertEquals(1, cache.closeIdle(0, 2));
      assertEquals(2, cache.openTables());
    }
  }

  @Test
  void aBlockIsReadFromDiskOnce() throws IOException {
    try (TableCache cache = cache(100, 1 << 20)) {
      assertRead(cache, (byte) 1);
      assertRead(cache, (byte) 1);
      assertEquals(1, cache.blocks().usage().hits());
      assertEquals(1, cache.blocks().usage().inserts());
    }
  }

  @Test
  void aReadThatDoesNotFillTheCacheLeavesItAsItIs() throws IOException {
    try (TableCache cache = cache(100, 1 << 20)) {
      Lookup lookup = new Lookup(new byte[]{1}, 1);
      cache.get(new TableId(1, 0), KeyOrder.bytewise(), lookup, new ReadMode(true, false));
      assertArrayEquals(new byte[]{1}, lookup.value((id, existing, operands) -> operands.get(0)));
      assertEquals(0, cache.blocks().bytesInUse());
    }
  }

  @Test
  void aClosedCacheOpensNothing() throws IOException {
    TableCache cache = cache(100, 0);
    cache.close();
    assertThrows(IOException.class, () -> assertRead(cache, (byte) 1));
  }

  /** Tables are closed as fast as they are opened, under four threads that read them. */
  @Test
  void noTableIsClosedUnderItsReader() throws Exception {
    try (TableCache cache = cache(1, 0)) {
      List<Callable<Void>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        Random random = new Random(reader);
        readers.add(() -> {
          for (int i = 0; i < 1000; i++) {
            assertRead(cache, (byte) (1 + random.nextInt(TABLES)));
            cache.closeIdle(0, 0);
          }
          return null;
        });
      }
      try (ExecutorService threads = Executors.newFixedThreadPool(readers.size())) {
        for (Future<Void> ended : threads.invokeAll(readers)) {
          ended.get();
        }
      }
    }
  }

  private static void assertRead(TableCache cache, byte number) throws IOException {
    Lookup lookup = new Lookup(new byte[]{number}, 1);
    assertTrue(cache.get(new TableId(number, 0), KeyOrder.bytewise(), lookup, MODE));
    assertArrayEquals(new byte[]{number}, lookup.value((id, existing, operands) -> operands.get(0)));
  }

  private TableCache cache(int openTables, long blockBytes) {
    return new TableCache(files(), new CacheLimits(blockBytes, openTables, mapped));
  }

  private DatabaseFiles files() {
    return new DatabaseFiles(directory, directory);
  }
}
