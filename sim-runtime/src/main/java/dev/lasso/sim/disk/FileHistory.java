package dev.lasso.sim.disk;

import dev.lasso.sim.trace.TraceHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The sizes and contents that a file has had since it was certain, and the ways in which it may be found. */
final class FileHistory {

  private static final byte[] ZEROS = new byte[Content.PAGE];

  private final RegularFile file;
  private final List<Size> sizes = new ArrayList<>();
  private final TreeMap<Long, List<Sector>> sectors = new TreeMap<>();

  /** @param index the place of the change in the journal */
  private record Size(int index, long bytes) {}

  /**
   * What a sector has held.
   *
   * @param index the place of the change in the journal
   * @param page the page that it is of; null for zeros
   * @param clearedBy the number of the size that has cleared it; 0 if it was written
   */
  private record Sector(int index, byte @Nullable [] page, int clearedBy) {}

  /**
   * A way in which the file may be found.
   *
   * @param bytes its size
   * @param pages for each sector that has changed, in order, the page that it is of
   */
  record Found(FileHistory history, long bytes, List<byte @Nullable []> pages) {}

  FileHistory(RegularFile file) {
    this.file = file;
    sizes.add(new Size(-1, file.size()));
  }

  RegularFile file() {
    return file;
  }

  void add(int index, Change.OfPage change) {
    add(index, change, 0);
  }

  private void add(int index, Change.OfPage change, int clearedBy) {
    for (int sector = change.firstSector(); sector <= change.lastSector(); sector++) {
      long number = (long) change.page() * Content.SECTORS + sector;
      if (!isSame(change.before(), change.after(), start(number), Content.SECTOR)) {
        sectors.computeIfAbsent(number, first -> new ArrayList<>(List.of(new Sector(-1, change.before(), 0))))
            .add(new Sector(index, change.after(), clearedBy));
      }
    }
  }

  void add(int index, Change.OfSize change) {
    if (sizes.size() == 1) {
      sizes.set(0, new Size(-1, change.before()));
    }
    sizes.add(new Size(index, change.after()));
    change.cleared().forEach(page -> add(index, page, sizes.size() - 1));
  }

  /** All ways in which the file may be found, none twice; null if there are more than {@code limit}. */
  @Nullable
  List<Found> all(Cut cut, int limit) {
    List<Found> all = new ArrayList<>();
    for (int size = firstSize(cut); isAllowed(cut, size); size++) {
      List<List<byte @Nullable []>> options = options(cut, size);
      long count = 1;
      for (List<byte @Nullable []> option : options) {
        count *= option.size();
        if (count > limit - all.size()) {
          return null;
        }
      }
      for (int number = 0; number < count; number++) {
        all.add(found(size, options, number));
      }
    }
    return all;
  }

  private Found found(int size, List<List<byte @Nullable []>> options, int number) {
    List<byte @Nullable []> pages = new ArrayList<>();
    int rest = number;
    for (List<byte @Nullable []> option : options) {
      pages.add(option.get(rest % option.size()));
      rest /= option.size();
    }
    return new Found(this, sizes.get(size).bytes, pages);
  }

  /** Any of them; all old, all new, or each sector by itself. */
  Found draw(Cut cut, RandomGenerator random) {
    int first = firstSize(cut);
    int last = first;
    while (isAllowed(cut, last + 1)) {
      last++;
    }
    int size = random.nextInt(first, last + 1);
    List<List<byte @Nullable []>> options = options(cut, size);
    int manner = random.nextInt(4);
    List<byte @Nullable []> pages = new ArrayList<>();
    for (List<byte @Nullable []> option : options) {
      pages.add(switch (manner) {
        case 0 -> option.getFirst();
        case 1 -> option.getLast();
        default -> option.get(random.nextInt(option.size()));
      });
    }
    return new Found(this, sizes.get(size).bytes, pages);
  }

  private int firstSize(Cut cut) {
    int size = 0;
    while (size + 1 < sizes.size() && cut.sizes().forces(sizes.get(size + 1).index)) {
      size++;
    }
    return size;
  }

  private boolean isAllowed(Cut cut, int size) {
    return size < sizes.size() && (size == 0 || cut.sizes().allows(sizes.get(size).index));
  }

  /** For each sector that has changed the pages that it may be of, none like another as far as anybody can see. */
  private List<List<byte @Nullable []>> options(Cut cut, int size) {
    Cut.Bounds bytes = cut.bytesBeforeSizes() ? cut.bytes().notBefore(sizes.get(size).index) : cut.bytes();
    List<List<byte @Nullable []>> options = new ArrayList<>();
    for (Map.Entry<Long, List<Sector>> sector : sectors.entrySet()) {
      List<byte @Nullable []> option = new ArrayList<>();
      int visible = visible(sector.getKey(), sizes.get(size).bytes);
      for (Sector version : sector.getValue()) {
        if (version.clearedBy > size || version.clearedBy == 0 && !bytes.allows(version.index)) {
          break;
        }
        if (version.clearedBy > 0 || bytes.forces(version.index)) {
          option.clear();
        }
        addIfNew(option, version.page, start(sector.getKey()), visible);
      }
      options.add(option);
    }
    return options;
  }

  private static void addIfNew(List<byte @Nullable []> option, byte @Nullable [] page, int start, int visible) {
    for (byte[] other : option) {
      if (isSame(page, other, start, visible)) {
        return;
      }
    }
    option.add(page);
  }

  private static boolean isSame(byte @Nullable [] page, byte @Nullable [] other, int start, int length) {
    return Arrays.equals(page == null ? ZEROS : page, start, start + length, other == null ? ZEROS : other, start,
        start + length);
  }

  /** Where a sector begins in its page. */
  private static int start(long sector) {
    return (int) (sector % Content.SECTORS) * Content.SECTOR;
  }

  /** How many bytes of a sector lie within the size. */
  private static int visible(long sector, long size) {
    return (int) Math.clamp(size - sector * Content.SECTOR, 0, Content.SECTOR);
  }

  /** The file as it is found. */
  RegularFile copy(Found found) {
    RegularFile copy = new RegularFile(file);
    int i = 0;
    for (long sector : sectors.keySet()) {
      int page = (int) (sector / Content.SECTORS);
      byte[] from = found.pages.get(i++);
      byte[] present = copy.content().page(page);
      if (from != present) {
        byte[] mixed = present == null ? new byte[Content.PAGE] : present.clone();
        System.arraycopy(from == null ? ZEROS : from, start(sector), mixed, start(sector), Content.SECTOR);
        copy.content().put(page, mixed);
      }
    }
    copy.content().setSize(found.bytes);
    return copy;
  }

  /** Mixes into a hash all that can be seen of what has changed. */
  long mix(long hash, Found found) {
    long mixed = TraceHash.mix(TraceHash.mix(hash, file.number()), found.bytes);
    int i = 0;
    for (long sector : sectors.keySet()) {
      byte[] page = found.pages.get(i++);
      int visible = visible(sector, found.bytes);
      for (int at = start(sector); page != null && at < start(sector) + visible; at++) {
        if (page[at] != 0) {
          mixed = TraceHash.mix(mixed, sector * Content.SECTOR + at << Byte.SIZE | page[at] & 0xff);
        }
      }
    }
    return mixed;
  }
}
