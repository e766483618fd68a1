package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.options.OptionsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ReadPathTest {
  private static final Options OPTIONS = Options.defaults().with("create_if_missing", "true")
      .with("merge_operator", JoinOperator.NAME).with("disable_auto_compactions", "true");

  @TempDir private Path directory;

  @Test
  void aSnapshotSeesWhatWasThereAndNothingLater() throws IOException {
    try (Engine engine = open(OPTIONS); Snapshot empty = engine.snapshot()) {
      engine.put(bytes("a"), bytes("1"));
      try (Snapshot one = engine.snapshot()) {
        engine.put(bytes("a"), bytes("2"));
        engine.put(bytes("b"), bytes("2"));
        engine.delete(bytes("a"));
        engine.manualCompaction();
        assertNull(get(engine, ReadOptions.standard().at(empty), "a"));
        assertEquals("1", get(engine, ReadOptions.standard().at(one), "a"));
        assertNull(get(engine, ReadOptions.standard().at(one), "b"));
        assertNull(get(engine, ReadOptions.standard(), "a"));
        assertEquals(1, one.sequence());
      }
    }
  }

  @Test
  void whatOnlyAClosedSnapshotSawIsCompactedAway() throws IOException {
    try (Engine engine = open(OPTIONS)) {
      engine.put(bytes("a"), bytes("1"));
      Snapshot first = engine.snapshot();
      Snapshot second = engine.snapshot();
      engine.delete(bytes("a"));
      engine.manualCompaction();
      first.close();
      first.close();
      assertEquals("1", get(engine, ReadOptions.standard().at(second), "a"));
      engine.put(bytes("b"), bytes("1"));
      engine.manualCompaction();
      assertEquals("1", get(engine, ReadOptions.standard().at(second), "a"));
      second.close();
      engine.write(new WriteBatch().delete(bytes("a")).delete(bytes("b")));
      engine.manualCompaction();
      assertTrue(engine.describe().contains("levels [0 0 0 0 0 0 0]"), engine::describe);
    }
  }

  @Test
  void aSnapshotThatIsClosedOrOfAnotherEngineIsRefused() throws IOException {
    try (Engine engine = open(OPTIONS); Engine other = Engine.open(directory.resolve("other"), OPTIONS, extensions())) {
      Snapshot snapshot = engine.snapshot();
      ReadOptions options = ReadOptions.standard().at(snapshot);
      assertThrows(IllegalArgumentException.class, () -> other.get(options, bytes("a")));
      snapshot.close();
      assertThrows(IllegalStateException.class, () -> engine.get(options, bytes("a")));
      assertThrows(IllegalStateException.class, () -> engine.iterator(options));
    }
  }

  @Test
  void anIteratorKeepsItsTablesAndItsCloseLetsThemGo() throws IOException {
    try (Engine engine = open(OPTIONS)) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      EngineIterator iterator = engine.iterator(ReadOptions.standard());
      engine.put(bytes("a"), bytes("2"));
      engine.manualCompaction();
      assertEquals(2, DatabaseFiles.numbers(directory, ".sst").size());
      iterator.seekToFirst();
      assertEquals("1", new String(iterator.value(), StandardCharsets.UTF_8));
      iterator.close();
      iterator.close();
      engine.put(bytes("a"), bytes("3"));
      engine.manualCompaction();
      assertEquals(1, DatabaseFiles.numbers(directory, ".sst").size());
      assertThrows(IllegalStateException.class, iterator::seekToFirst);
    }
  }

  @Test
  void anIteratorWithoutAPositionSaysSo() throws IOException {
    try (Engine engine = open(OPTIONS); EngineIterator iterator = engine.iterator(ReadOptions.standard())) {
      assertFalse(iterator.isValid());
      assertThrows(IllegalStateException.class, iterator::next);
      assertThrows(IllegalStateException.class, iterator::prev);
      assertThrows(IllegalStateException.class, iterator::key);
      iterator.seekToFirst();
      assertFalse(iterator.isValid());
    }
  }

  @Test
  void anIteratorOfAClosedEngineIsRefused() throws IOException {
    Engine engine = open(OPTIONS);
    engine.put(bytes("a"), bytes("1"));
    EngineIterator iterator = engine.iterator(ReadOptions.standard());
    engine.close();
    assertThrows(EngineException.class, iterator::seekToFirst);
    iterator.close();
  }

  @Test
  void boundsHideWhatLiesOutside() throws IOException {
    try (Engine engine = open(OPTIONS)) {
      for (String key : new String[]{"a", "b", "c", "d"}) {
        engine.put(bytes(key), bytes(key));
      }
      try (EngineIterator iterator = engine.iterator(ReadOptions.standard().from(bytes("b")).before(bytes("d")))) {
        iterator.seek(bytes("a"));
        assertEquals("b", new String(iterator.key(), StandardCharsets.UTF_8));
        iterator.prev();
        assertFalse(iterator.isValid());
        iterator.seekForPrev(bytes("z"));
        assertEquals("c", new String(iterator.key(), StandardCharsets.UTF_8));
        iterator.next();
        assertFalse(iterator.isValid());
      }
    }
  }

  @Test
  void operandsAreAppliedWhereverTheyLie() throws IOException {
    try (Engine engine = open(OPTIONS)) {
      engine.put(bytes("a"), bytes("0"));
      engine.flush();
      engine.merge(bytes("a"), bytes("1"));
      engine.merge(bytes("b"), bytes("1"));
      engine.flush();
      engine.merge(bytes("a"), bytes("2"));
      assertEquals("0,1,2", get(engine, ReadOptions.standard(), "a"));
      assertEquals("-,1", get(engine, ReadOptions.standard(), "b"));
      engine.manualCompaction();
      assertEquals("0,1,2", get(engine, ReadOptions.standard(), "a"));
    }
    try (Engine engine = open(OPTIONS)) {
      engine.merge(bytes("a"), bytes("3"));
    }
    try (Engine engine = open(OPTIONS)) {
      assertEquals("0,1,2,3", get(engine, ReadOptions.standard(), "a"));
    }
  }

  @Test
  void withoutAnOperatorAMergeIsRefusedAndOperandsStay() throws IOException {
    Options without = OPTIONS.with("merge_operator", "nullptr");
    try (Engine engine = open(OPTIONS)) {
      engine.put(bytes("a"), bytes("0"));
      engine.flush();
      engine.merge(bytes("a"), bytes("1"));
    }
    try (Engine engine = open(without)) {
      EngineException e = assertThrows(EngineException.class, () -> engine.merge(bytes("a"), bytes("2")));
      assertTrue(("" + e.getMessage()).contains("merge_operator"), e.getMessage());
      assertThrows(EngineException.class, () -> engine.get(bytes("a")));
      engine.manualCompaction();
    }
    try (Engine engine = open(OPTIONS)) {
      assertEquals("0,1", get(engine, ReadOptions.standard(), "a"));
    }
  }

  @Test
  void collapsingOperandsInTheMemtableIsRefusedAsAnOption() {
    assertThrows(OptionsException.class, () -> OPTIONS.with("max_successive_merges", 2));
  }

  @Test
  void theBlockCacheServesRepeatedReadsAndGivesItsBytesBack() throws IOException {
    try (Engine engine = open(OPTIONS)) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      assertEquals("1", get(engine, ReadOptions.standard().fillCache(false), "a"));
      assertEquals(0, engine.blockCache().bytesInUse());
      assertEquals("1", get(engine, ReadOptions.standard(), "a"));
      assertEquals("1", get(engine, ReadOptions.standard(), "a"));
      assertEquals(1, engine.blockCache().usage().hits());
      assertTrue(engine.blockCache().evict(1) > 0);
      assertEquals(0, engine.blockCache().bytesInUse());
      assertEquals(1, engine.closeIdleTables(0, 0));
      assertEquals("1", get(engine, ReadOptions.standard(), "a"));
    }
  }

  private Engine open(Options options) throws IOException {
    return Engine.open(directory, options, extensions());
  }

  private static Extensions extensions() {
    return new Extensions().mergeOperator(new JoinOperator(true));
  }

  private static @Nullable String get(Engine engine, ReadOptions options, String key) throws IOException {
    byte[] value = engine.get(options, bytes(key));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
