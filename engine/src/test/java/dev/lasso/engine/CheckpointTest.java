package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class CheckpointTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true")
      .with("create_missing_column_families", "true").withFamily("other", FamilyOptions.defaults());

  @TempDir private Path root;

  @Test
  void aCopyHasAllFamiliesAsTheyWereAndTheDatabaseGoesOn() throws IOException {
    try (Engine engine = open("db"); ColumnFamilyHandle other = engine.columnFamily("other")) {
      engine.put(bytes("a"), bytes("1"));
      engine.write(new WriteOptions(false, true), new WriteBatch().put(other, bytes("b"), bytes("2")));
      engine.checkpoint(root.resolve("copy"));
      engine.put(bytes("a"), bytes("later"));
      engine.manualCompaction();
    }
    try (Engine copy = open("copy"); ColumnFamilyHandle other = copy.columnFamily("other")) {
      assertArrayEquals(bytes("1"), copy.get(bytes("a")));
      assertArrayEquals(bytes("2"), copy.get(other, bytes("b")));
      copy.put(bytes("c"), bytes("3"));
    }
    try (Engine engine = open("db")) {
      assertArrayEquals(bytes("later"), engine.get(bytes("a")));
      assertNull(engine.get(bytes("c")));
    }
  }

  @Test
  void whatIsWrittenBesideACopyIsInItUpToSomeWrite() throws IOException, InterruptedException {
    try (Engine engine = open("db")) {
      List<Throwable> failures = new ArrayList<>();
      Thread writer = new Thread(() -> {
        for (int i = 0; i < 3000; i++) {
          engine.put(bytes("key" + i), bytes("1"));
        }
      });
      writer.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
      writer.start();
      engine.checkpoint(root.resolve("copy"));
      writer.join();
      assertEquals(List.of(), failures);
    }
    try (Engine copy = open("copy")) {
      int first = 0;
      while (first < 3000 && copy.get(bytes("key" + first)) != null) {
        first++;
      }
      for (int i = first; i < 3000; i++) {
        assertNull(copy.get(bytes("key" + i)), "key" + i + " is there, and key" + first + " is not");
      }
    }
  }

  @Test
  void aDirectoryThatExistsIsRefusedAndLeftAlone() throws IOException {
    try (Engine engine = open("db")) {
      Path there = Files.createDirectory(root.resolve("there"));
      assertThrows(FileAlreadyExistsException.class, () -> engine.checkpoint(there));
      try (var files = Files.list(there)) {
        assertEquals(0, files.count());
      }
    }
  }

  @Test
  void aCopyThatFailsLeavesNothingAndTheNextSucceeds() throws IOException {
    FaultyDisk disk = new FaultyDisk(root.getFileSystem());
    try (Engine engine = Engine.open(disk.wrap(root.resolve("db")), CREATE, new Extensions())) {
      engine.put(bytes("a"), bytes("1"));
      engine.flushAll();
      disk.fail(disk.steps.size());
      assertThrows(IOException.class, () -> engine.checkpoint(disk.wrap(root.resolve("copy"))));
      assertNotNull(disk.failed());
      assertFalse(Files.exists(root.resolve("copy")));
      assertFalse(Files.exists(root.resolve("copy.tmp")));
      engine.checkpoint(disk.wrap(root.resolve("copy")));
    }
    try (Engine copy = open("copy")) {
      assertArrayEquals(bytes("1"), copy.get(bytes("a")));
    }
  }

  @Test
  void tooFewMemtablesForAFlushDoNotHoldUpACopy() throws IOException {
    Options merging = CREATE.with("write_buffer_size", 64 << 10).with("arena_block_size", 4096)
        .with("max_write_buffer_number", 4).with("min_write_buffer_number_to_merge", 3);
    try (Engine engine = Engine.open(root.resolve("db"), merging, new Extensions())) {
      SetOptionsTest.seal(engine, 2);
      engine.checkpoint(root.resolve("copy"));
    }
    try (Engine copy = Engine.open(root.resolve("copy"), merging, new Extensions())) {
      assertNotNull(copy.get(bytes("sealed0")));
    }
  }

  private Engine open(String name) throws IOException {
    return Engine.open(root.resolve(name), CREATE, new Extensions());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
