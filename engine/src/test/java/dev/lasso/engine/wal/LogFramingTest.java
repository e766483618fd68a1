package dev.lasso.engine.wal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogFramingTest {
  @TempDir private Path directory;

  @Test
  void anEmptyFileHasNoRecords() throws IOException {
    assertEquals(List.of("end"), read(write()));
  }

  @Test
  void aRecordIsFramedAsRocksDbFramesIt() throws IOException {
    // The masked checksum is computed here from the formula, with shifts of its own.
    byte[] file = Files.readAllBytes(write(new byte[]{'a'}));
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(new byte[]{1, 'a'});
    long value = crc.getValue();
    long masked = ((value >>> 15 | value << 17) + 0xa282ead8L) & 0xffffffffL;
    String checksum = HexFormat.of().toHexDigits(Integer.reverseBytes((int) masked));
    assertEquals(checksum + "0100" + "01" + "61", HexFormat.of().formatHex(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32754, 32755, 32760, 32761, 32762, 65522, 100_000, 1_000_000})
  void recordsOfAnyLengthComeBack(int length) throws IOException {
    byte[] first = bytes(10, 1);
    byte[] second = bytes(length, 2);
    byte[] third = bytes(7, 3);
    List<LogItem> items = items(write(first, second, third));
    assertEquals(4, items.size());
    assertArrayEquals(first, whole(items.get(0)));
    assertArrayEquals(second, whole(items.get(1)));
    assertArrayEquals(third, whole(items.get(2)));
  }

  @Test
  void noFragmentCrossesABlock() throws IOException {
    Path path = write(bytes(32768 - 7 - 3, 1), bytes(10, 2));
    byte[] file = Files.readAllBytes(path);
    assertArrayEquals(new byte[3], Arrays.copyOfRange(file, 32765, 32768));
    assertEquals(32768 + 7 + 10, file.length);
  }

  @Test
  void aRecordThatCannotBeFramedDoesNotShiftThoseBehindIt() throws IOException {
    Path path = directory.resolve("log");
    try (LogWriter log = new LogWriter(1, AppendFile.create(path))) {
      log.add(bytes(10, 1), 0, 10);
      assertThrows(IndexOutOfBoundsException.class, () -> log.add(bytes(40_000, 2), 0, 80_000));
      log.add(bytes(30_000, 3), 0, 30_000);
      log.add(bytes(10_000, 4), 0, 10_000);
    }
    List<LogItem> items = items(path);
    assertArrayEquals(bytes(10, 1), whole(items.get(0)));
    assertArrayEquals(bytes(30_000, 3), whole(items.get(1)));
    assertArrayEquals(bytes(10_000, 4), whole(items.get(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 7, 8, 20, 39_999})
  void aTornTailIsToldFromDamage(int cut) throws IOException {
    Path path = write(bytes(10, 1), bytes(40_000 - 14, 2));
    truncate(path, cut);
    List<LogItem> items = items(path);
    assertArrayEquals(bytes(10, 1), whole(items.get(0)));
    LogItem.Damage damage = assertInstanceOf(LogItem.Damage.class, items.get(1));
    assertTrue(damage.atTail(), damage::toString);
    assertEquals(3, items.size());
  }

  @Test
  void aFlippedBitIsDamageAndTheNextBlockIsRead() throws IOException {
    Path path = write(bytes(40_000, 1), bytes(10, 2));
    byte[] file = Files.readAllBytes(path);
    file[100] ^= 1;
    Files.write(path, file);
    assertEquals(List.of("damage at 0: wrong checksum", "damage at 32768: a record lacks its first fragment",
        "record of 10", "end"), read(path));
  }

  @Test
  void everySingleFlippedBitIsFound() throws IOException {
    Path path = write(bytes(30, 1), bytes(30, 2));
    byte[] file = Files.readAllBytes(path);
    List<String> undamaged = read(path);
    for (int bit = 0; bit < file.length * 8; bit++) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(path, file);
      assertTrue(!read(path).equals(undamaged), "bit " + bit);
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void aRecordWithoutItsEndIsDamageAndTheNextComes() throws IOException {
    Path path = write(bytes(40_000, 1), bytes(10, 2));
    byte[] file = Files.readAllBytes(path);
    Path spliced = directory.resolve("spliced");
    byte[] both = Arrays.copyOf(file, 32768 + 17);
    byte[] other = Files.readAllBytes(write(bytes(10, 3)));
    System.arraycopy(other, 0, both, 32768, other.length);
    Files.write(spliced, both);
    assertEquals(List.of("damage at 32768: a record lacks its last fragment", "record of 10", "end"), read(spliced));
  }

  @Test
  void aLengthThatReachesBeyondTheEndIsDamageIfTheRecordIsWhole() throws IOException {
    Path path = write(bytes(30, 1), bytes(30, 2));
    for (int record = 0; record < 2; record++) {
      byte[] file = Files.readAllBytes(path);
      file[record * 37 + 4] = 80;
      Path damaged = Files.write(directory.resolve("damaged"), file);
      List<LogItem> items = items(damaged);
      assertEquals(new LogItem.Damage(record * 37L, "a fragment of 80 bytes does not fit its block", false),
          items.get(record));
    }
  }

  @Test
  void zerosAtTheEndAreATornTailAndElsewhereDamage() throws IOException {
    byte[] file = Files.readAllBytes(write(bytes(30, 1)));
    Path torn = Files.write(directory.resolve("torn"), Arrays.copyOf(file, 70_000));
    assertEquals(List.of("record of 30", "damage at 37: zeros stand where a record should be", "end"), read(torn));
    byte[] holed = Arrays.copyOf(file, 70_000);
    System.arraycopy(file, 0, holed, 32768, file.length);
    Path hole = Files.write(directory.resolve("hole"), holed);
    assertEquals(List.of(new LogItem.Damage(37, "zeros stand where a record should be", false),
        new LogItem.Damage(32805, "zeros stand where a record should be", true)),
        items(hole).stream().filter(LogItem.Damage.class::isInstance).toList());
  }

  @Test
  void aRecycledLogEndsWhereTheRecordsOfAnotherBegin() throws IOException {
    Bytes file = new Bytes(100);
    recyclable(file, 5, 1, bytes(30, 1));
    recyclable(file, 6, 1, bytes(10, 2));
    recyclable(file, 7, 1, bytes(10, 3));
    recyclable(file, 8, 1, bytes(10, 4));
    int end = file.size();
    recyclable(file, 5, 9, bytes(20, 5));
    assertEquals(List.of("record of 30", "record of 30", "end"),
        read(Files.write(directory.resolve("log"), file.copy())));
    byte[] garbage = file.copy();
    garbage[end + 7] = 1;
    assertEquals(List.of("record of 30", "record of 30", "damage at " + end + ": wrong checksum", "end"),
        read(Files.write(directory.resolve("log"), garbage)));
  }

  private static void recyclable(Bytes file, int type, int log, byte[] payload) {
    byte[] covered = new Bytes(100).addInt(log).add(payload).copy();
    file.addInt(new Checksum().masked(type, covered, 0, covered.length)).addByte(payload.length)
        .addByte(payload.length >>> 8).addByte(type).add(covered);
  }

  private Path write(byte[]... records) throws IOException {
    Path path = Files.createTempFile(directory, "log", "");
    try (LogWriter writer = new LogWriter(1, AppendFile.create(path))) {
      for (byte[] record : records) {
        writer.add(record, 0, record.length);
      }
    }
    return path;
  }

  private static void truncate(Path path, int cut) throws IOException {
    byte[] file = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(file, file.length - cut));
  }

  private static List<LogItem> items(Path path) throws IOException {
    List<LogItem> items = new ArrayList<>();
    try (ReadFile file = ReadFile.open(path)) {
      LogReader reader = new LogReader(file, 1);
      do {
        items.add(reader.next());
      } while (!(items.get(items.size() - 1) instanceof LogItem.End));
    }
    return items;
  }

  private static List<String> read(Path path) throws IOException {
    return items(path).stream().map(item -> switch (item) {
      case LogItem.Whole record -> "record of " + record.bytes().length;
      case LogItem.Damage(long offset, String reason, boolean atTail) -> "damage at " + offset + ": " + reason;
      case LogItem.End() -> "end";
    }).toList();
  }

  private static byte[] whole(LogItem item) {
    return assertInstanceOf(LogItem.Whole.class, item).bytes();
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
