package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Power is lost at random moments: each log keeps what was synced of it and any part of the rest, whatever the logs
 * before and behind it keep.
 */
@Timeout(120)
final class PowerLossTest {
  private static final List<String> MODES = List.of("kTolerateCorruptedTailRecords", "kPointInTimeRecovery");

  @TempDir private Path directory;
  private final CopiedDatabase database = new CopiedDatabase(
      Options.defaults().with("disable_auto_compactions", "true"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatIsLeftIsAPrefixWithEverySyncedWrite(long seed) throws IOException {
    Random random = new Random(seed);
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    Path made = directory.resolve("made");
    int synced = 0;
    int losses = 0;
    try (Engine engine = database.open(disk.wrap(made), MODES.get(0));
        ColumnFamilyHandle second = engine.columnFamily(CopiedDatabase.SECOND)) {
      for (int i = 0; i < 30; i++) {
        boolean sync = random.nextInt(8) == 0;
        database.write(engine, "key" + random.nextInt(4), "value" + i, sync);
        synced = sync ? database.states.size() - 1 : synced;
        switch (random.nextInt(8)) {
          case 0 -> engine.flush();
          case 1 -> engine.flush(second);
          default -> {
          }
        }
        for (String mode : MODES) {
          Path lost = losePower(made, disk, random, directory.resolve("lost" + losses++));
          Map<String, String> found = database.contents(lost, mode);
          assertNotNull(found, "a loss of power after write " + i + " is taken for corruption");
          assertTrue(database.prefix(found) >= synced,
              "after " + synced + " synced writes of " + (i + 1) + ", prefix " + database.prefix(found) + ": " + found);
          CopiedDatabase.delete(lost);
        }
      }
    }
  }

  private static Path losePower(Path made, FaultyDisk disk, Random random, Path to) throws IOException {
    CopiedDatabase.copy(made, to);
    try (var files = Files.list(to)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        int kept = (int) disk.synced(file);
        if (random.nextBoolean()) {
          kept += random.nextInt(bytes.length - kept + 1);
        }
        Files.write(file, Arrays.copyOf(bytes, kept));
      }
    }
    return to;
  }
}
