package dev.lasso.engine.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.cache.BlockCache;
import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.options.Compression;
import dev.lasso.engine.options.TableShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "mapped {0}")
@ValueSource(booleans = {false, true})
final class TableTest {
  private static final ReadMode MODE = new ReadMode(true, true);

  @Parameter private boolean mapped;
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(Compression compression) throws IOException {
    List<Entry> entries = entries(3000);
    TableSummary summary = write(entries, 1024, 10, compression);
    try (TableReader reader = open()) {
      assertEntries(entries, read(reader));
      for (Entry entry : entries) {
        assertArrayEquals(entry.value(), get(reader, entry.key()));
      }
      assertFalse(reader.get(new Lookup(key(1), 1000), MODE), "between two keys");
      assertFalse(reader.get(new Lookup("z".getBytes(StandardCharsets.US_ASCII), 1000), MODE), "behind the last");
      assertEquals(summary.properties(), reader.properties());
      assertEquals(3000, reader.properties().entries());
      assertEquals("rocksdb.BuiltinBloomFilter", reader.properties().filterPolicy());
    }
    assertEquals(Files.size(table()), summary.bytes());
  }

  @Test
  void compressionMakesATextSmaller() throws IOException {
    long plain = write(entries(3000), 4096, 0, Compression.NONE).bytes();
    assertTrue(write(entries(3000), 4096, 0, Compression.SNAPPY).bytes() < plain / 2);
  }

  @Test
  void aBlockThatCompressionDoesNotMakeAnEighthSmallerIsStoredAsItIs() throws IOException {
    byte[] noise = new byte[4000];
    new java.util.Random(1).nextBytes(noise);
    List<Entry> entries = List.of(new Entry(key(0), 1, EntryKind.PUT, noise));
    long plain = write(entries, 4096, 0, Compression.NONE).properties().dataBytes();
    assertEquals(plain, write(entries, 4096, 0, Compression.SNAPPY).properties().dataBytes());
  }

  @Test
  void aBlockEndsNearItsSize() throws IOException {
    TableSummary summary = write(entries(3000), 1024, 0, Compression.NONE);
    long perBlock = summary.properties().dataBytes() / summary.properties().dataBlocks();
    assertTrue(perBlock > 900 && perBlock <= 1024 + BlockHandle.TRAILER, perBlock + " bytes a block");
  }

  @Test
  void versionsOfOneKeyAreFoundAcrossBlocks() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (long sequence = 500; sequence > 0; sequence--) {
      entries.add(new Entry(key(0), sequence, EntryKind.PUT, value(sequence)));
    }
    write(entries, 256, 10, Compression.NONE);
    try (TableReader reader = open()) {
      for (long sequence = 1; sequence <= 500; sequence++) {
        Lookup lookup = new Lookup(key(0), sequence);
        assertTrue(reader.get(lookup, MODE));
        assertArrayEquals(value(sequence), lookup.value((id, existing, operands) -> operands.get(0)));
      }
    }
  }

  /** In every byte one bit or all, and in the footer, which no checksum covers, every bit. */
  @ParameterizedTest
  @EnumSource
  void aFlippedBitIsCorruptionWithFileAndOffset(Compression compression) throws IOException {
    List<Entry> entries = entries(20);
    write(entries, 256, 10, compression);
    int size = (int) Files.size(table());
    for (int at = 0; at < size; at++) {
      for (int flips : at < size - Footer.BYTES
          ? new int[]{1 << at % 8, 255}
          : new int[]{1, 2, 4, 8, 16, 32, 64, 128}) {
        flip(at, flips);
        assertDetected(entries, at);
        flip(at, flips);
      }
    }
    assertEntries(entries, readAll());
  }

  @Test
  void aTableThatWasCutOrExtendedIsCorrupt() throws IOException {
    List<Entry> entries = entries(20);
    write(entries, 512, 10, Compression.NONE);
    byte[] good = Files.readAllBytes(table());
    for (int length = 0; length < good.length; length += 7) {
      Files.write(table(), Arrays.copyOf(good, length));
      assertDetected(entries, length);
    }
    Files.write(table(), Arrays.copyOf(good, good.length + 1));
    assertDetected(entries, good.length);
  }

  /** All of it is read, by pass and by key: the damage must show in at least one of them, and data never be wrong. */
  private void assertDetected(List<Entry> entries, int at) throws IOException {
    int caught = 0;
    try (TableReader reader = open()) {
      try {
        assertEntries(entries, read(reader));
      } catch (CorruptionException e) {
        caught++;
      }
      for (Entry entry : entries) {
        try {
          assertArrayEquals(entry.value(), get(reader, entry.key()));
        } catch (CorruptionException e) {
          caught++;
        }
      }
    } catch (CorruptionException e) {
      assertTrue(("" + e.getMessage()).startsWith("Corruption: 000001.sst at offset "), e.getMessage());
      caught++;
    }
    assertTrue(caught > 0, "damage at " + at + " was not seen");
  }

  private List<Entry> readAll() throws IOException {
    try (TableReader reader = open()) {
      return read(reader);
    }
  }

  private TableReader open() throws IOException {
    return TableReader.open(mapped ? ReadFile.map(table()) : ReadFile.open(table()), 1, 0, KeyOrder.bytewise(),
        new BlockCache<>(0));
  }

  private void flip(int at, int bits) throws IOException {
    try (FileChannel channel = FileChannel.open(table(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ bits));
      channel.write(one.flip(), at);
    }
  }

  private static byte[] get(TableReader reader, byte[] key) throws IOException {
    Lookup lookup = new Lookup(key, 1000);
    assertTrue(reader.get(lookup, MODE));
    byte[] value = lookup.value((id, existing, operands) -> operands.get(0));
    return value == null ? new byte[0] : value;
  }

  private static List<Entry> read(TableReader reader) throws IOException {
    List<Entry> entries = new ArrayList<>();
    TableIterator iterator = reader.iterator(MODE, () -> {
    });
    for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
      entries.add(iterator.entry());
    }
    return entries;
  }

  private static void assertEntries(List<Entry> expected, List<Entry> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).key(), actual.get(i).key());
      assertArrayEquals(expected.get(i).value(), actual.get(i).value());
      assertEquals(expected.get(i).sequence(), actual.get(i).sequence());
      assertEquals(expected.get(i).kind(), actual.get(i).kind());
    }
  }

  private TableSummary write(List<Entry> entries, int blockBytes, int bloomBits, Compression compression)
      throws IOException {
    TableShape shape = new TableShape(blockBytes, 10, 16, 1, bloomBits, List.of(compression), null);
    try (TableWriter writer = new TableWriter(table(), shape, compression)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      return writer.finish(false);
    }
  }

  /** Entries with even numbers, each eighth of them a deletion. */
  private static List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean deleted = i % 8 == 7;
      entries.add(new Entry(key(2 * i), i % 900 + 1, deleted ? EntryKind.DELETE : EntryKind.PUT,
          deleted ? new byte[0] : value(i)));
    }
    return entries;
  }

  private static byte[] value(long number) {
    return ("the value of number " + number).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] key(int number) {
    return String.format(Locale.ROOT, "key%08d", number).getBytes(StandardCharsets.US_ASCII);
  }

  private Path table() {
    return directory.resolve("000001.sst");
  }
}
