package dev.lasso.engine.memtable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.BufferLimits;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.Lookup;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemTableTest {
  private static final BufferLimits LIMITS = new BufferLimits(64 << 10, 8 << 10, 1);
  private final MemTable memTable = new MemTable(1, LIMITS, Arrays::compareUnsigned);

  @Test
  void aReadSeesTheNewestEntryUpToItsSequence() {
    memTable.add(new Entry(key(5), 1, EntryKind.PUT, new byte[]{1}));
    memTable.add(new Entry(key(5), 2, EntryKind.PUT, new byte[]{2}));
    memTable.add(new Entry(key(5), 3, EntryKind.DELETE, new byte[0]));
    assertArrayEquals(new byte[]{2}, value(5, 2));
    assertNull(value(5, 9));
    assertFalse(memTable.get(new Lookup(key(5), 0)));
    assertFalse(memTable.get(new Lookup(key(6), 9)));
  }

  /** Some entries are higher than others, so that the search compares more than once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aReadDoesNotSeeANewerEntryThatIsInsertedWhileItSearches(int comparison) {
    AtomicInteger comparisons = new AtomicInteger(Integer.MIN_VALUE);
    AtomicReference<@Nullable MemTable> busy = new AtomicReference<>();
    MemTable searched = new MemTable(1, LIMITS, (left, right) -> {
      MemTable written = busy.get();
      if (comparisons.incrementAndGet() == comparison && written != null) {
        written.add(new Entry(key(5), 2, EntryKind.PUT, new byte[]{2}));
      }
      return Arrays.compareUnsigned(left, right);
    });
    busy.set(searched);
    searched.add(new Entry(key(5), 1, EntryKind.PUT, new byte[]{1}));
    comparisons.set(0);
    Lookup lookup = new Lookup(key(5), 1);
    assertTrue(searched.get(lookup));
    assertArrayEquals(new byte[]{1}, lookup.value((key, existing, operands) -> new byte[0]));
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
    EntryIterator iterator = memTable.iterator();
    iterator.seekToFirst();
    for (Entry entry : expected) {
      assertEquals(0, order.compare(entry, iterator.entry()));
      iterator.next();
    }
    assertFalse(iterator.isValid());
    iterator.seekToLast();
    for (Entry entry : expected.reversed()) {
      assertEquals(0, order.compare(entry, iterator.entry()));
      iterator.prev();
    }
    assertFalse(iterator.isValid());
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
        if (seen > 0 && !memTable.get(new Lookup(key(seen - 1), Long.MAX_VALUE >>> 8))) {
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

  private byte @Nullable [] value(int key, long sequence) {
    Lookup lookup = new Lookup(key(key), sequence);
    assertTrue(memTable.get(lookup));
    return lookup.value((id, existing, operands) -> operands.get(0));
  }

  private static Entry put(int key, long sequence) {
    return new Entry(key(key), sequence, EntryKind.PUT, new byte[10]);
  }

  private static byte[] key(int number) {
    return new byte[]{(byte) (number >> 16), (byte) (number >> 8), (byte) number};
  }
}
