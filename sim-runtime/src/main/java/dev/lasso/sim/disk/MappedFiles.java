package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.jdk.Memory;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is mapped, by address. A mapping may outlive its run, since the JDK takes it back when the collector finds its
 * buffer: so any thread may ask and unmap.
 */
final class MappedFiles {

  private final ConcurrentSkipListMap<Long, Entry> entries = new ConcurrentSkipListMap<>();

  /** Memory that a program has mapped, once or more often. */
  private static final class Entry {

    private final Memory.Block block;
    private final long length;
    private final @Nullable Content content;
    private final @Nullable Mapping mapping;
    private int uses;

    /** @param content what the memory is a part of, as {@code mapping}; null of a private copy */
    Entry(Memory.Block block, long length, @Nullable Content content, @Nullable Mapping mapping) {
      this.block = block;
      this.length = length;
      this.content = content;
      this.mapping = mapping;
    }

    synchronized void use() {
      uses++;
    }

    synchronized boolean leave() {
      uses--;
      return uses == 0;
    }

    void free() {
      if (content != null && mapping != null) {
        content.unmap(mapping);
      }
      block.free();
    }
  }

  /** Maps a part of a file, so that each sees what the other writes: the address. */
  long share(RegularFile file, long position, long length) throws DiskError {
    Mapping mapping = file.content().map(position, length);
    if (mapping == null) {
      throw Errno.EINVAL.error();
    }
    Entry entry = entries.get(mapping.addressOf(mapping.first()));
    if (entry == null) {
      entry = new Entry(mapping.block(), mapping.length(), file.content(), mapping);
      entries.put(mapping.addressOf(mapping.first()), entry);
    }
    entry.use();
    return mapping.addressOf(position);
  }

  /** Maps a copy of a part of a file: the address. */
  long copy(RegularFile file, long position, long length) {
    Memory.Block block = Memory.allocate(length, Content.PAGE);
    file.content().read(position, null, block.address(), length);
    Entry entry = new Entry(block, length, null, null);
    entry.use();
    entries.put(block.address(), entry);
    return block.address();
  }

  boolean hasMapped(long address) {
    return at(address) != null;
  }

  void unmap(long address) {
    Map.Entry<Long, Entry> found = at(address);
    if (found != null && found.getValue().leave()) {
      entries.remove(found.getKey());
      found.getValue().free();
    }
  }

  private Map.@Nullable Entry<Long, Entry> at(long address) {
    Map.Entry<Long, Entry> below = entries.floorEntry(address);
    return below != null && address < below.getKey() + below.getValue().length ? below : null;
  }
}
