package dev.lasso.engine.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.CorruptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockTest {
  private static final long SEQUENCE = 7;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 1000})
  void aCursorMovesAsOverASortedMap(int interval) throws IOException {
    Random random = new Random(interval);
    TreeMap<String, String> pairs = drawPairs(random, 200);
    BlockCursor cursor = cursor(pairs, interval);
    for (int i = 0; i < 5000; i++) {
      String target = draw(random);
      cursor.seek(target.getBytes(StandardCharsets.US_ASCII), SEQUENCE);
      String at = pairs.ceilingKey(target);
      for (int step = 0; at != null && step < 6; step++) {
        assertAt(cursor, at, pairs);
        boolean forward = random.nextBoolean();
        at = forward ? pairs.higherKey(at) : pairs.lowerKey(at);
        if (forward) {
          cursor.next();
        } else {
          cursor.prev();
        }
      }
      assertEquals(at != null, cursor.isValid());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void aCursorGoesFromEndToEnd(int interval) throws IOException {
    TreeMap<String, String> pairs = drawPairs(new Random(3), 100);
    BlockCursor cursor = cursor(pairs, interval);
    cursor.seekToFirst();
    for (String key : pairs.keySet()) {
      assertAt(cursor, key, pairs);
      cursor.next();
    }
    assertFalse(cursor.isValid());
    cursor.seekToLast();
    for (String key : pairs.descendingKeySet()) {
      assertAt(cursor, key, pairs);
      cursor.prev();
    }
    assertFalse(cursor.isValid());
  }

  @Test
  void ofOneKeyTheNewestUpToTheSequenceIsFound() throws IOException {
    BlockBuilder builder = new BlockBuilder(2, 16);
    for (long sequence = 9; sequence > 0; sequence -= 2) {
      add(builder, "a", sequence, "" + sequence);
    }
    BlockCursor cursor = open(builder);
    for (long sequence = 1; sequence < 12; sequence++) {
      cursor.seek(new byte[]{'a'}, sequence);
      assertEquals(Math.min(9, sequence - (sequence + 1) % 2), cursor.tag() >>> 8);
    }
    cursor.seek(new byte[]{'a'}, 0);
    assertFalse(cursor.isValid());
  }

  @Test
  void sharedPrefixesAreStoredOnce() {
    BlockBuilder whole = new BlockBuilder(1, 16);
    BlockBuilder shared = new BlockBuilder(16, 16);
    for (int i = 100; i < 200; i++) {
      add(whole, "a/long/common/prefix/" + i, SEQUENCE, "");
      add(shared, "a/long/common/prefix/" + i, SEQUENCE, "");
    }
    assertTrue(shared.finish().size() < whole.finish().size() / 2);
  }

  @Test
  void anEmptyBlockHasNoPosition() throws IOException {
    BlockCursor cursor = open(new BlockBuilder(16, 16));
    cursor.seekToFirst();
    assertFalse(cursor.isValid());
    cursor.seekToLast();
    assertFalse(cursor.isValid());
    cursor.seek(new byte[]{'a'}, SEQUENCE);
    assertFalse(cursor.isValid());
  }

  /** Without the checksum in front of it, the format itself must not let a damaged block escape its bounds. */
  @Test
  void aDamagedBlockEndsInAnExceptionThatNamesItOrStaysWithinItsBounds() throws IOException {
    BlockBuilder builder = new BlockBuilder(4, 16);
    drawPairs(new Random(1), 30).forEach((key, value) -> add(builder, key, SEQUENCE, value));
    byte[] good = builder.finish().copy();
    int caught = 0;
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        walk(bad);
      } catch (CorruptionException e) {
        assertTrue(("" + e.getMessage()).startsWith("Corruption: 000007.sst at offset 4096: "), e.getMessage());
        caught++;
      }
    }
    assertTrue(caught > 500, caught + " of " + 8 * good.length);
  }

  @Test
  void aBlockWithoutRoomForItsRestartPointsIsRefused() {
    assertThrows(CorruptionException.class, () -> new Block(new byte[]{0, 0, 0, 0, 2, 0, 0, 0}, 8, "000007.sst", 0));
    assertThrows(CorruptionException.class, () -> new Block(new byte[7], 7, "000007.sst", 0));
  }

  private static void walk(byte[] bytes) throws IOException {
    BlockCursor cursor = new BlockCursor(KeyOrder.bytewise(), BlockCursor.TAG);
    cursor.open(new Block(bytes, bytes.length, "000007.sst", 4096));
    int steps = 0;
    for (cursor.seekToFirst(); cursor.isValid(); cursor.next()) {
      assertTrue(++steps <= bytes.length);
    }
    for (cursor.seekToLast(); cursor.isValid() && steps > 0; cursor.prev()) {
      steps--;
    }
    cursor.seek("k50".getBytes(StandardCharsets.US_ASCII), SEQUENCE);
  }

  private static void assertAt(BlockCursor cursor, String key, TreeMap<String, String> pairs) {
    assertTrue(cursor.isValid());
    assertEquals(key, new String(cursor.key(), 0, cursor.keyLength() - 8, StandardCharsets.US_ASCII));
    Block block = cursor.block();
    assertEquals(pairs.get(key), block == null
        ? null
        : new String(block.bytes(), cursor.valueOffset(), cursor.valueLength(), StandardCharsets.US_ASCII));
  }

  private static TreeMap<String, String> drawPairs(Random random, int count) {
    TreeMap<String, String> pairs = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      pairs.put(draw(random), "v".repeat(random.nextInt(i % 10 == 0 ? 300 : 10)) + i);
    }
    return pairs;
  }

  private static String draw(Random random) {
    return "k" + random.nextInt(1000) + "x".repeat(random.nextInt(20) == 0 ? 150 : 0);
  }

  private static BlockCursor cursor(TreeMap<String, String> pairs, int interval) throws IOException {
    BlockBuilder builder = new BlockBuilder(interval, 16);
    pairs.forEach((key, value) -> add(builder, key, SEQUENCE, value));
    return open(builder);
  }

  private static BlockCursor open(BlockBuilder builder) throws IOException {
    byte[] bytes = builder.finish().copy();
    BlockCursor cursor = new BlockCursor(KeyOrder.bytewise(), BlockCursor.TAG);
    cursor.open(new Block(bytes, bytes.length, "000007.sst", 0));
    return cursor;
  }

  private static void add(BlockBuilder builder, String key, long sequence, String value) {
    Bytes tagged = new Bytes(16).add(key.getBytes(StandardCharsets.US_ASCII)).addLong(sequence << 8 | 1);
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    builder.add(tagged.array(), tagged.size(), text, 0, text.length);
  }
}
