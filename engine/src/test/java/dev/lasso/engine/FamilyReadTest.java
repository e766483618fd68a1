package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FamilyReadTest {
  private static final String BACKWARDS = "backwards";
  private static final FamilyOptions JOINING = FamilyOptions.defaults().with("merge_operator", JoinOperator.NAME)
      .with("comparator", BACKWARDS).with("compression", "kNoCompression").with("block_size", 512)
      .with("filter_policy", "bloomfilter:16:false");
  private static final Options OPTIONS = Options.defaults().with("create_if_missing", "true")
      .with("create_missing_column_families", "true").withFamily("second", JOINING);

  @TempDir private Path directory;

  @Test
  void operandsOfASecondFamilyAndItsSnapshotsSurviveFlushCompactionAndRecovery() throws IOException {
    try (Engine engine = open(); ColumnFamilyHandle second = engine.columnFamily("second")) {
      engine.put(bytes("a"), bytes("other"));
      engine.put(second, bytes("a"), bytes("1"));
      engine.merge(second, bytes("a"), bytes("2"));
      try (Snapshot early = engine.snapshot()) {
        engine.flush(second);
        engine.write(new WriteBatch().merge(second, bytes("a"), bytes("3")).merge(second, bytes("b"), bytes("4")));
        ReadOptions then = ReadOptions.standard().at(early);
        assertReads(engine, second, then, "1,2", null);
        assertReads(engine, second, ReadOptions.standard(), "1,2,3", "-,4");
        engine.manualCompaction(second);
        assertReads(engine, second, then, "1,2", null);
        assertReads(engine, second, ReadOptions.standard(), "1,2,3", "-,4");
      }
      engine.merge(second, bytes("a"), bytes("5"));
    }
    try (Engine engine = open(); ColumnFamilyHandle second = engine.columnFamily("second")) {
      engine.merge(second, bytes("a"), bytes("6"));
      assertReads(engine, second, ReadOptions.standard(), "1,2,3,5,6", "-,4");
      engine.manualCompaction(second);
      assertReads(engine, second, ReadOptions.standard(), "1,2,3,5,6", "-,4");
      assertEquals("other", text(engine.get(bytes("a"))));
    }
  }

  @Test
  void aFamilyWithoutAMergeOperatorRefusesOperands() throws IOException {
    try (Engine engine = open(); ColumnFamilyHandle first = engine.columnFamily("default")) {
      String expected = "a merge into column family 'default' needs it to be opened with a merge_operator";
      assertEquals(expected,
          assertThrows(EngineException.class, () -> engine.merge(bytes("a"), bytes("1"))).getMessage());
      assertEquals(expected,
          assertThrows(EngineException.class, () -> engine.merge(first, bytes("a"), bytes("1"))).getMessage());
      assertNull(engine.get(bytes("a")));
    }
  }

  @Test
  void anIteratorShowsTheKeysOfItsFamilyInTheOrderOfItsFamily() throws IOException {
    try (Engine engine = open(); ColumnFamilyHandle second = engine.columnFamily("second")) {
      for (String key : List.of("a", "b", "c")) {
        engine.put(bytes(key), bytes("1"));
        engine.merge(second, bytes(key + "2"), bytes("x"));
        engine.flush(second);
      }
      engine.merge(second, bytes("d2"), bytes("x"));
      assertEquals(List.of("a=1", "b=1", "c=1"), scan(engine.iterator(ReadOptions.standard())));
      assertEquals(List.of("d2=-,x", "c2=-,x", "b2=-,x", "a2=-,x"),
          scan(engine.iterator(ReadOptions.standard(), second)));
    }
  }

  @Test
  void anIteratorKeepsTheDataOfADroppedFamilyUntilItIsClosed() throws IOException {
    try (Engine engine = open()) {
      ColumnFamilyHandle second = engine.columnFamily("second");
      engine.put(second, bytes("a"), bytes("1"));
      engine.flush(second);
      EngineIterator iterator = engine.iterator(ReadOptions.standard(), second);
      engine.dropColumnFamily(second);
      second.close();
      iterator.seekToFirst();
      assertEquals("a", text(iterator.key()));
      assertEquals(1, engine.openTables());
      iterator.close();
      assertEquals(0, engine.openTables());
    }
  }

  @Test
  void theTablesOfAllFamiliesShareOneCache() throws IOException {
    try (Engine engine = open(); ColumnFamilyHandle second = engine.columnFamily("second")) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(second, bytes("a"), bytes("2"));
      engine.flushAll();
      assertEquals("1", text(engine.get(bytes("a"))));
      assertEquals("2", text(engine.get(second, bytes("a"))));
      assertEquals(2, engine.openTables());
    }
  }

  @Test
  void aRequestedFlushSwitchesTheFamilyWithTheLargestMemTable() throws IOException {
    List<String> sealed = new ArrayList<>();
    EventListener listener = new EventListener() {
      @Override
      public void onMemTableSealed(MemTableSealed event) {
        sealed.add(event.columnFamily());
      }
    };
    try (Engine engine = Engine.open(directory, OPTIONS, extensions().listener(listener));
        ColumnFamilyHandle second = engine.columnFamily("second")) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(second, bytes("a"), new byte[100_000]);
      engine.requestFlush();
      assertEquals(List.of(), sealed);
      engine.put(bytes("b"), bytes("1"));
      engine.put(bytes("c"), bytes("1"));
      assertEquals(List.of("second"), sealed);
    }
  }

  private static void assertReads(Engine engine, ColumnFamilyHandle family, ReadOptions options, String a,
      @Nullable String b) throws IOException {
    assertEquals(a, text(engine.get(options, family, bytes("a"))));
    byte[] found = engine.get(options, family, bytes("b"));
    assertEquals(b, found == null ? null : text(found));
  }

  private static List<String> scan(EngineIterator iterator) throws IOException {
    List<String> found = new ArrayList<>();
    try (iterator) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        found.add(text(iterator.key()) + "=" + text(iterator.value()));
      }
    }
    return found;
  }

  private Engine open() throws IOException {
    return Engine.open(directory, OPTIONS, extensions());
  }

  private static Extensions extensions() {
    return new Extensions().mergeOperator(new JoinOperator(true))
        .comparator(KeyComparator.named(BACKWARDS, KeyComparator.bytewise().reversed()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "none" : new String(bytes, StandardCharsets.UTF_8);
  }
}
