package dev.lasso.sim.disk;

import dev.lasso.sim.jdk.Memory;
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

  private static final int SHIFT = 12;

  private byte[] @Nullable [] pages = {};
  private final List<Mapping> mapped = new ArrayList<>(0);
  private int stored;
  private long size;

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
        Memory.copy(from, fromOffset + done, stored(page), Memory.ARRAY_OFFSET + start, part);
      }
      done += part;
    }
    size = Math.max(size, position + length);
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
        if (start == 0) {
          pages[page] = null;
          stored--;
        } else {
          Arrays.fill(pages[page], start, PAGE, (byte) 0);
        }
      }
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
        pages[page] = null;
        stored--;
      }
    }
    mapped.add(made);
    return made;
  }

  /** Takes the pages back that nobody has mapped any longer. */
  void unmap(Mapping mapping) {
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
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length + (pages.length >> 1)));
    }
    byte[] bytes = pages[page];
    if (bytes == null) {
      bytes = new byte[PAGE];
      pages[page] = bytes;
      stored++;
    }
    return bytes;
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
