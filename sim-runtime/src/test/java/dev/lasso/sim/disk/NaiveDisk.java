package dev.lasso.sim.disk;

import dev.lasso.sim.fault.CrashPlan.Order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk by its definition: what is certain, the micro-operations that are not, and between those what needs what. Its
 * states after a loss of power are found by trying every subset.
 */
final class NaiveDisk {

  private static final int SECTOR = 512;

  /** What there is: a directory has names, a file has a size and sectors. Sectors that are all zeros are left out. */
  static final class Image {
    final Map<Integer, TreeMap<String, Integer>> directories = new HashMap<>();
    final Map<Integer, Integer> sizes = new HashMap<>();
    final Map<Integer, TreeMap<Integer, byte[]>> sectors = new HashMap<>();

    Image copy() {
      Image copy = new Image();
      directories.forEach((number, names) -> copy.directories.put(number, new TreeMap<>(names)));
      copy.sizes.putAll(sizes);
      sectors.forEach((number, bytes) -> copy.sectors.put(number, new TreeMap<>(bytes)));
      return copy;
    }

    TreeMap<String, Integer> names(int directory) {
      return directories.computeIfAbsent(directory, first -> new TreeMap<>());
    }

    byte[] bytes(int file) {
      int size = sizes.getOrDefault(file, 0);
      byte[] all = new byte[(size / SECTOR + 1) * SECTOR];
      sectors.getOrDefault(file, new TreeMap<>()).forEach((sector, bytes) -> {
        if (sector * SECTOR < size) {
          System.arraycopy(bytes, 0, all, sector * SECTOR, SECTOR);
        }
      });
      return Arrays.copyOf(all, size);
    }
  }

  /** A micro-operation: the places that it sets. */
  private static final class Unit {
    final int call;
    final boolean isBytes;
    final int node;
    final Set<String> places = new TreeSet<>();
    final List<java.util.function.Consumer<Image>> effects = new ArrayList<>();
    final Set<Unit> needs = new HashSet<>();
    final Set<Integer> directories = new HashSet<>();
    boolean movesDirectory;

    Unit(int call, boolean isBytes, int node) {
      this.call = call;
      this.isBytes = isBytes;
      this.node = node;
    }
  }

  private final Order order;
  private final Image certain = new Image();
  private final Image present;
  private final Set<Integer> isDirectory = new HashSet<>(Set.of(0));
  private List<Unit> units = new ArrayList<>();
  private int call;
  private int lastNumber;

  NaiveDisk(Order order) {
    this.order = order;
    certain.names(0);
    present = certain.copy();
  }

  int pending() {
    return units.size();
  }

  // Calls --------------------------------------------------------------------------------------------------------------

  /** Makes a call that the real disk has made without an error. @param value what is written */
  void perform(String text, byte value) {
    String[] words = text.split(" ");
    call++;
    switch (words[0]) {
      case "write" -> write(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]), value);
      case "cut" -> cut(file(words[1]), Integer.parseInt(words[2]));
      case "make" -> {
        int made = ++lastNumber;
        isDirectory.add(made);
        name(words[1], made);
      }
      case "link" -> name(words[2], file(words[1]));
      case "unlink", "remove" -> name(words[1], null);
      case "move" -> move(words[1], words[2]);
      case "sync" -> sync(words[1]);
      default -> throw new IllegalArgumentException(text);
    }
  }

  private @Nullable Integer find(String path) {
    Integer at = 0;
    for (String name : path.split("/")) {
      at = name.isEmpty() || at == null ? at : present.names(at).get(name);
    }
    return at;
  }

  private int file(String path) {
    Integer found = find(path);
    if (found == null) {
      found = ++lastNumber;
      name(path, found);
      call++;
    }
    return found;
  }

  private int parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? 0 : java.util.Objects.requireNonNull(find(path.substring(0, slash)));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void write(String path, int position, int length, byte value) {
    int file = file(path);
    int end = position + length;
    for (int sector = position / SECTOR; sector <= (end - 1) / SECTOR; sector++) {
      byte[] bytes = present.sectors.getOrDefault(file, new TreeMap<>()).getOrDefault(sector, new byte[SECTOR]).clone();
      Arrays.fill(bytes, Math.max(0, position - sector * SECTOR), Math.min(SECTOR, end - sector * SECTOR), value);
      Unit unit = new Unit(call, true, file);
      setSector(unit, file, sector, bytes);
      add(unit);
    }
    if (end > present.sizes.getOrDefault(file, 0)) {
      Unit unit = new Unit(call, false, file);
      setSize(unit, file, end);
      add(unit);
    }
  }

  private static void setSector(Unit unit, int file, int sector, byte[] bytes) {
    unit.places.add("sector " + file + " " + sector);
    unit.effects.add(image -> image.sectors.computeIfAbsent(file, first -> new TreeMap<>()).put(sector, bytes));
  }

  private static void setSize(Unit unit, int file, int size) {
    unit.places.add("size " + file);
    unit.effects.add(image -> image.sizes.put(file, size));
  }

  private void cut(int file, int size) {
    if (size == present.sizes.getOrDefault(file, 0)) {
      return;
    }
    Unit unit = new Unit(call, false, file);
    setSize(unit, file, size);
    present.sectors.getOrDefault(file, new TreeMap<>()).forEach((sector, bytes) -> {
      if ((sector + 1) * SECTOR > size) {
        byte[] cleared = bytes.clone();
        Arrays.fill(cleared, Math.max(0, size - sector * SECTOR), SECTOR, (byte) 0);
        if (!Arrays.equals(cleared, bytes)) {
          setSector(unit, file, sector, cleared);
        }
      }
    });
    add(unit);
  }

  private void name(String path, @Nullable Integer node) {
    Unit unit = new Unit(call, false, -1);
    setName(unit, path, node);
    add(unit);
  }

  private void setName(Unit unit, String path, @Nullable Integer node) {
    int directory = parent(path);
    String name = last(path);
    unit.directories.add(directory);
    unit.places.add("name " + directory + " " + name);
    unit.effects.add(image -> {
      if (node == null) {
        image.names(directory).remove(name);
      } else {
        image.names(directory).put(name, node);
      }
    });
  }

  private void move(String from, String to) {
    int node = java.util.Objects.requireNonNull(find(from));
    if (Integer.valueOf(node).equals(find(to))) {
      return;
    }
    Unit unit = new Unit(call, false, -1);
    setName(unit, from, null);
    setName(unit, to, node);
    unit.movesDirectory = isDirectory.contains(node);
    add(unit);
  }

  private void add(Unit unit) {
    for (Unit earlier : units) {
      boolean samePlace = earlier.places.stream().anyMatch(unit.places::contains);
      boolean bothMove = unit.movesDirectory && earlier.movesDirectory;
      boolean inOrder = switch (order) {
        case STRICT -> earlier.call < unit.call;
        case ORDERED -> !unit.isBytes && (!earlier.isBytes || earlier.node == unit.node && unit.node >= 0);
        case ARBITRARY -> false;
      };
      if (samePlace || bothMove || inOrder) {
        unit.needs.add(earlier);
      }
    }
    units.add(unit);
    unit.effects.forEach(effect -> effect.accept(present));
  }

  private void sync(String path) {
    Integer node = path.equals("/") ? Integer.valueOf(0) : find(path);
    Set<Unit> kept = new HashSet<>();
    for (Unit unit : units) {
      boolean ofNode = unit.node == java.util.Objects.requireNonNull(node) && !isDirectory.contains(node)
          || isDirectory.contains(node) && unit.directories.contains(node);
      if (order == Order.STRICT || ofNode || order == Order.ORDERED && !unit.isBytes) {
        keep(unit, kept);
      }
    }
    List<Unit> left = new ArrayList<>();
    for (Unit unit : units) {
      if (kept.contains(unit)) {
        unit.effects.forEach(effect -> effect.accept(certain));
      } else {
        unit.needs.removeAll(kept);
        left.add(unit);
      }
    }
    units = left;
  }

  private static void keep(Unit unit, Set<Unit> kept) {
    if (kept.add(unit)) {
      unit.needs.forEach(needed -> keep(needed, kept));
    }
  }

  // States -------------------------------------------------------------------------------------------------------------

  /** All states after a loss of power, each described. */
  Set<String> states() {
    Set<String> states = new TreeSet<>();
    for (long subset = 0; subset < 1L << units.size(); subset++) {
      Set<Unit> kept = new HashSet<>();
      Image image = certain.copy();
      boolean isClosed = true;
      for (int i = 0; i < units.size() && isClosed; i++) {
        if ((subset >> i & 1) != 0) {
          isClosed = kept.containsAll(units.get(i).needs);
          kept.add(units.get(i));
          units.get(i).effects.forEach(effect -> effect.accept(image));
        }
      }
      if (isClosed) {
        states.add(describe(image));
      }
    }
    return states;
  }

  private String describe(Image image) {
    StringBuilder text = new StringBuilder();
    describe(image, 0, "", text, new HashSet<>());
    return text.toString();
  }

  private void describe(Image image, int directory, String path, StringBuilder text, Set<Integer> passed) {
    if (passed.add(directory)) {
      image.names(directory).forEach((name, node) -> {
        text.append(path).append(name);
        if (isDirectory.contains(node)) {
          text.append("/ ");
          describe(image, node, path + name + "/", text, passed);
        } else {
          text.append('=').append(summary(image.bytes(node))).append(' ');
        }
      });
    }
  }

  static String summary(byte[] bytes) {
    return bytes.length + ":" + Integer.toHexString(Arrays.hashCode(bytes));
  }
}
