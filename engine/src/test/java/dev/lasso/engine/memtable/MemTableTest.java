package dev.lasso.engine.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.BufferLimits;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryCursor;
import dev.lasso.engine.table.EntryKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MemTableTest {
  private static final BufferLimits LIMITS = new BufferLimits(64 << 10, 8 << 10, 1);
  private final MemTable memTable = new MemTable(1, LIMITS, Arrays::compareUnsigned);

  @Test
  void aReadSeesTheNewestEntryUpToItsSequence() {
    memTable.add(put(5, 1));
    memTable.add(put(5, 2));
    memTable.add(new Entry(key(5), 3, EntryKind.DELETE, new byte[0]));
    assertEquals(2, sequenceOf(5, 2));
    assertEquals(3, sequenceOf(5, 9));
    assertNull(memTable.get(key(5), 0));
    assertNull(memTable.get(key(6), 9));
  }

  @Test
  void entriesComeInOrder() throws IOException {
    Comparator<Entry> order = Entry.order(Arrays::compareUnsigned);
    TreeSet<Entry> expected = new TreeSet<>(order);
    Random random = new Random(7);
    for (int i = 1; i <= 5000; i++) {
      Entry entry = put(random.nextInt(1000), i);
      expected.add(entry);
      memTable.add(entry);
    }
    EntryCursor cursor = memTable.entries();
    for (Entry entry : expected) {
      Entry next = cursor.next();
      assertNotNull(next);
      assertEquals(0, order.compare(entry, next));
    }
    assertNull(cursor.next());
    assertEquals(5000, memTable.count());
  }

  @Test
  void itBecomesFullOnceAndNearItsSize() {
    int entries = 0;
    while (!memTable.becameFull()) {
      memTable.add(put(entries, ++entries));
      assertTrue(entries < 10_000, "never full");
    }
    assertTrue(memTable.memoryBytes() > 56 << 10 && memTable.memoryBytes() < 70 << 10, "" + memTable.memoryBytes());
    memTable.add(put(entries, entries + 1));
    assertFalse(memTable.becameFull());
  }

  @Test
  void readersBesideTheWriterMissNothingThatWasThere() throws InterruptedException {
    AtomicReference<String> missed = new AtomicReference<>("");
    Thread reader = new Thread(() -> {
      while (memTable.count() < 20_000) {
        int seen = (int) memTable.count();
        if (seen > 0 && memTable.get(key(seen - 1), Long.MAX_VALUE >>> 8) == null) {
          missed.set("entry " + (seen - 1));
        }
      }
    });
    reader.setDaemon(true);
    reader.start();
    for (int i = 0; i < 20_000; i++) {
      memTable.add(put(i, i + 1));
    }
    reader.join(60_000);
    assertFalse(reader.isAlive());
    assertEquals("", missed.get());
  }

  private long sequenceOf(int key, long sequence) {
    Entry found = memTable.get(key(key), sequence);
    assertNotNull(found);
    return found.sequence();
  }

  private static Entry put(int key, long sequence) {
    return new Entry(key(key), sequence, EntryKind.PUT, new byte[10]);
  }

  private static byte[] key(int number) {
    return new byte[]{(byte) (number >> 16), (byte) (number >> 8), (byte) number};
  }
}
