package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.jdk.Memory;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is mapped, by address. A mapping may outlive its run, since the JDK takes it back when the collector finds its
 * buffer: so any thread may ask. What others than tasks unmap is unmapped between two runs.
 */
final class MappedFiles {

  private final ConcurrentSkipListMap<Long, Entry> entries = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<Long> later = new ConcurrentLinkedQueue<>();

  /** Memory that a program has mapped, once or more often. */
  private static final class Entry {

    private final Memory.Block block;
    private final long length;
    private final @Nullable RegularFile file;
    private final @Nullable Mapping mapping;
    private int uses;

    /** @param file what the memory is a part of, as {@code mapping}; null of a private copy */
    Entry(Memory.Block block, long length, @Nullable RegularFile file, @Nullable Mapping mapping) {
      this.block = block;
      this.length = length;
      this.file = file;
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
      if (file != null && mapping != null) {
        file.content().unmap(mapping);
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
      entry = new Entry(mapping.block(), mapping.length(), file, mapping);
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

  /** The file that is mapped there; null if none is. */
  @Nullable
  RegularFile file(long address) {
    Map.Entry<Long, Entry> found = at(address);
    return found == null ? null : found.getValue().file;
  }

  /** Takes a mapping back between two runs: a thread that is no task must not touch the files of one. */
  void unmapLater(long address) {
    later.add(address);
  }

  /** No run is in progress. */
  void unmapNow() {
    for (Long address = later.poll(); address != null; address = later.poll()) {
      unmap(address);
    }
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
