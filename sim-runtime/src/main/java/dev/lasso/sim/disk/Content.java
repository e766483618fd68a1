package dev.lasso.sim.disk;

import dev.lasso.sim.jdk.Memory;
import dev.lasso.sim.trace.TraceHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, by pages; a page that was never written is no page and reads as zeros. Where a file is mapped,
 * its pages lie in memory outside of the heap, which is what the program has mapped: so it is seen at once, either way.
 */
final class Content {

  /** In bytes, as the pages of the machine are. */
  static final int PAGE = 4096;

  /** The largest file in bytes: its pages have int numbers. */
  static final long LIMIT = (long) Integer.MAX_VALUE * PAGE;

  /** In bytes: what a disk writes as a whole. */
  static final int SECTOR = 512;

  /** Of a page. */
  static final int SECTORS = PAGE / SECTOR;

  private static final int SHIFT = 12;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Is told of each page that is replaced by another; one that is written is replaced first, and never changes. */
  interface Watch {

    /**
     * A page is another one now.
     *
     * @param before as it was; null for zeros, as {@code after}
     * @param first the first sector that may differ
     * @param last the last one
     */
    void replaced(int page, byte @Nullable [] before, byte @Nullable [] after, int first, int last);
  }

  private byte[] @Nullable [] pages = {};
  private final List<Mapping> mapped = new ArrayList<>(0);
  private @Nullable Watch watch;
  private int stored;
  private long size;

  /** The same bytes, of which no page is stored twice; this one must not change any more unless it is watched. */
  Content copy() {
    Content copy = new Content();
    copy.watch = (page, before, after, first, last) -> {};
    copy.pages = pages.clone();
    copy.stored = stored;
    copy.size = size;
    for (Mapping mapping : mapped) {
      for (int page = mapping.first(); mapping.holds(page); page++) {
        byte[] bytes = mapping.known(page);
        if (bytes != null) {
          copy.put(page, bytes);
        }
      }
    }
    return copy;
  }

  /** Mixes size and bytes into a hash. */
  long mix(long start) {
    long hash = TraceHash.mix(start, size);
    for (int page = 0; page < pages.length; page++) {
      byte[] bytes = page(page);
      if (bytes != null) {
        hash = TraceHash.mix(hash, page);
        for (int at = 0; at < PAGE; at += Long.BYTES) {
          hash = TraceHash.mix(hash, (long) LONGS.get(bytes, at));
        }
      }
    }
    return hash;
  }

  /** Sets who is told from now on. */
  void watch(Watch follower) {
    watch = follower;
    mapped.forEach(Mapping::know);
  }

  /** Tells of what was written to pages that are mapped. */
  void settle() {
    if (watch != null) {
      for (Mapping mapping : mapped) {
        mapping.settle(watch);
      }
    }
  }

  /** A page as it is stored; null if it is zeros. */
  byte @Nullable [] page(int page) {
    Mapping mapping = mapping(page);
    return mapping != null ? mapping.known(page) : page < pages.length ? pages[page] : null;
  }

  /** Puts another page in a place; null for zeros. */
  void put(int page, byte @Nullable [] bytes) {
    boolean had = page < pages.length && pages[page] != null;
    if (bytes == null && !had) {
      return;
    }
    room(page)[page] = bytes;
    stored += (bytes == null ? 0 : 1) - (had ? 1 : 0);
  }

  /** In bytes. */
  long size() {
    return size;
  }

  /** How many bytes of memory it takes. */
  long allocated() {
    long all = (long) stored * PAGE;
    for (Mapping mapping : mapped) {
      all += mapping.length();
    }
    return all;
  }

  /** Copies bytes from here to a place; {@code position + length} is within the size. */
  void read(long position, byte @Nullable [] to, long toOffset, long length) {
    long done = 0;
    while (done < length) {
      int page = page(position + done);
      int start = within(position + done);
      int part = (int) Math.min(PAGE - start, length - done);
      Mapping mapping = mapping(page);
      byte[] bytes = mapping == null && page < pages.length ? pages[page] : null;
      if (mapping != null) {
        Memory.copy(null, mapping.addressOf(page) + start, to, toOffset + done, part);
      } else if (bytes != null) {
        Memory.copy(bytes, Memory.ARRAY_OFFSET + start, to, toOffset + done, part);
      } else {
        Memory.clear(to, toOffset + done, part);
      }
      done += part;
    }
  }

  /** Copies bytes from a place to here; the size grows where it must. */
  void write(long position, byte @Nullable [] from, long fromOffset, long length) {
    long done = 0;
    while (done < length) {
      int page = page(position + done);
      int start = within(position + done);
      int part = (int) Math.min(PAGE - start, length - done);
      Mapping mapping = mapping(page);
      if (mapping != null) {
        Memory.copy(from, fromOffset + done, null, mapping.addressOf(page) + start, part);
      } else {
        write(page, start, from, fromOffset + done, part);
      }
      done += part;
    }
    size = Math.max(size, position + length);
  }

  private void write(int page, int start, byte @Nullable [] from, long fromOffset, int length) {
    if (watch == null) {
      Memory.copy(from, fromOffset, stored(page), Memory.ARRAY_OFFSET + start, length);
      return;
    }
    byte[] before = page < pages.length ? pages[page] : null;
    byte[] after = before == null ? new byte[PAGE] : before.clone();
    Memory.copy(from, fromOffset, after, Memory.ARRAY_OFFSET + start, length);
    put(page, after);
    watch.replaced(page, before, after, start / SECTOR, (start + length - 1) / SECTOR);
  }

  /** Changes bits of a byte where it is stored; nobody is told. */
  void flip(long position, int bits) {
    int page = page(position);
    Mapping mapping = mapping(page);
    byte[] one = new byte[1];
    read(position, one, Memory.ARRAY_OFFSET, 1);
    one[0] ^= (byte) bits;
    if (mapping != null) {
      Memory.copy(one, Memory.ARRAY_OFFSET, null, mapping.addressOf(page) + within(position), 1);
    } else {
      byte[] bytes = page < pages.length ? pages[page] : null;
      byte[] changed = bytes == null ? new byte[PAGE] : bytes.clone();
      changed[within(position)] = one[0];
      put(page, changed);
    }
  }

  /** How many bytes can be written at a position while no more than {@code space} bytes are added, by whole pages. */
  long fits(long position, long length, long space) {
    long left = space;
    long done = 0;
    while (done < length) {
      int page = page(position + done);
      boolean isThere = mapping(page) != null || page < pages.length && pages[page] != null;
      left -= isThere ? 0 : PAGE;
      if (left < 0) {
        return done;
      }
      done += Math.min(PAGE - within(position + done), length - done);
    }
    return done;
  }

  /** Cuts the file off, or lets it grow by zeros. */
  void setSize(long newSize) {
    if (newSize < size) {
      clear(newSize, size);
    }
    size = newSize;
  }

  private void clear(long from, long to) {
    for (int page = page(from); page <= page(to - 1); page++) {
      int start = page == page(from) ? within(from) : 0;
      Mapping mapping = mapping(page);
      if (mapping != null) {
        Memory.clear(null, mapping.addressOf(page) + start, PAGE - start);
      } else if (page < pages.length && pages[page] != null) {
        clear(page, start);
      }
    }
  }

  private void clear(int page, int start) {
    byte[] before = pages[page];
    if (start == 0) {
      put(page, null);
    } else if (watch == null) {
      Arrays.fill(before, start, PAGE, (byte) 0);
    } else {
      put(page, Arrays.copyOf(Arrays.copyOf(before, start), PAGE));
    }
    if (watch != null) {
      watch.replaced(page, before, pages[page], start / SECTOR, SECTORS - 1);
    }
  }

  /**
   * The bytes as a program has mapped them.
   *
   * @param position a multiple of the size of a page
   * @return null if other bytes of the same pages are mapped elsewhere already, which is not simulated
   */
  @Nullable
  Mapping map(long position, long length) {
    int first = page(position);
    int last = page(position + length - 1);
    for (Mapping mapping : mapped) {
      if (mapping.holds(first) && mapping.holds(last)) {
        return mapping;
      }
      if (mapping.overlaps(first, last)) {
        return null;
      }
    }
    Mapping made = new Mapping(first, last - first + 1);
    for (int page = first; page <= last; page++) {
      if (page < pages.length && pages[page] != null) {
        Memory.copy(pages[page], Memory.ARRAY_OFFSET, null, made.addressOf(page), PAGE);
        put(page, null);
      }
    }
    if (watch != null) {
      made.know();
    }
    mapped.add(made);
    return made;
  }

  /** Takes the pages back that nobody has mapped any longer. */
  void unmap(Mapping mapping) {
    if (watch != null) {
      mapping.settle(watch);
    }
    mapped.remove(mapping);
    for (int page = mapping.first(); mapping.holds(page); page++) {
      if ((long) page * PAGE < size) {
        Memory.copy(null, mapping.addressOf(page), stored(page), Memory.ARRAY_OFFSET, PAGE);
      }
    }
    if (within(size) != 0) {
      clear(size, size + 1);
    }
  }

  private byte[] stored(int page) {
    byte[] bytes = room(page)[page];
    if (bytes == null) {
      bytes = new byte[PAGE];
      put(page, bytes);
    }
    return bytes;
  }

  private byte[] @Nullable [] room(int page) {
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length + (pages.length >> 1)));
    }
    return pages;
  }

  private @Nullable Mapping mapping(int page) {
    for (int i = 0; i < mapped.size(); i++) {
      if (mapped.get(i).holds(page)) {
        return mapped.get(i);
      }
    }
    return null;
  }

  private static int page(long position) {
    return (int) (position >> SHIFT);
  }

  private static int within(long position) {
    return (int) position & PAGE - 1;
  }
}
