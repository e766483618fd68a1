package dev.lasso.engine.version;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.options.OptionsException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each column family, the numbers that are handed out once, and the manifest that makes them
 * survive.
 *
 * <p>{@link #logAndApply} is a queue of its own, since it lets go of the mutex while it writes: each change waits until
 * those before it are installed. A change is written and synced before anyone sees what it leads to; after one that
 * could not be written or synced, or that was and could not be installed, every later change fails.
 */
public final class VersionSet implements Closeable {
  private final DatabaseFiles files;
  private final ReentrantLock mutex;
  private final Manifest manifest;
  private final AtomicLong nextFileNumber = new AtomicLong(2);
  private final Deque<Condition> manifestWriters = new ArrayDeque<>();
  private final List<Long> obsoleteTables = new ArrayList<>();
  private final SortedMap<Integer, FamilyVersions> families = new TreeMap<>();
  private int maxFamily;
  private volatile long lastSequence;

  /** A set without column families; {@code mutex} is the engine's. */
  public VersionSet(DatabaseFiles files, ReentrantLock mutex) {
    this.files = files;
    this.mutex = mutex;
    this.manifest = new Manifest(files);
  }

  /** Writes the first manifest of an empty database, number 1: the default column family with that comparator. */
  public void create(String comparator) throws IOException {
    VersionEdit edit = new VersionEdit(0).logNumber(0);
    edit.comparator = comparator;
    edit.nextFile = nextFileNumber.get();
    edit.lastSequence = 0L;
    try (manifest) {
      manifest.begin(1, List.of(edit));
    }
  }

  /** The names of the column families of a database that need not be open, in the order in which they were made. */
  public static List<String> familyNames(DatabaseFiles files) throws IOException {
    if (!Files.exists(files.current())) {
      throw new IOException(files.directory() + " holds no database");
    }
    ManifestReplay replay = new ManifestReplay(files);
    replay.read();
    return replay.families().values().stream().map(ManifestReplay.Family::name).toList();
  }

  /**
   * Reads the manifest that CURRENT names; {@code specs} has the column families by name. The next change begins
   * another manifest.
   *
   * @throws CorruptionException if it is damaged
   * @throws OptionsException if a column family has no spec, or was made with another comparator or more levels
   */
  public void recover(Map<String, FamilySpec> specs) throws IOException {
    ManifestReplay replay = new ManifestReplay(files);
    replay.read();
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<Integer, ManifestReplay.Family> entry : replay.families().entrySet()) {
      FamilySpec spec = specs.get(entry.getValue().name());
      if (spec == null) {
        unknown.add(entry.getValue().name());
      } else {
        FamilyVersions family = new FamilyVersions(entry.getKey(), spec, obsoleteTables);
        family.recover(entry.getValue());
        families.put(entry.getKey(), family);
      }
    }
    if (!unknown.isEmpty()) {
      throw new OptionsException("the database has column families that the options do not name: "
          + String.join(", ", unknown) + "; a database opens with all of its column families");
    }
    manifest.recovered(replay.manifestNumber());
    maxFamily = replay.maxFamily();
    nextFileNumber.set(replay.nextFile() + 1);
    lastSequence = replay.lastSequence();
  }

  /** Hands out a number that no file had or will have. */
  public long newFileNumber() {
    return nextFileNumber.getAndIncrement();
  }

  /** Sees to it that {@code number} is not handed out. */
  public void markUsed(long number) {
    nextFileNumber.accumulateAndGet(number + 1, Math::max);
  }

  /** The sequence of the last write that readers may see. */
  public long lastSequence() {
    return lastSequence;
  }

  /** Publishes the writes up to {@code sequence}. */
  public void publish(long sequence) {
    lastSequence = sequence;
  }

  /** The column families that are not dropped, by id. Called with the mutex. */
  public Collection<FamilyVersions> families() {
    return families.values();
  }

  /** The greatest id that a column family, dropped or not, ever had. Called with the mutex. */
  public int maxFamily() {
    return maxFamily;
  }

  /** The oldest log that any column family still needs. Called with the mutex. */
  public long logNumber() {
    return families.values().stream().mapToLong(FamilyVersions::logNumber).min().orElse(0);
  }

  public long manifestNumber() {
    return manifest.number();
  }

  /** What made the manifest useless, or null. */
  public @Nullable Throwable manifestFailure() {
    return manifest.failure();
  }

  /** Takes the tables that became obsolete since the last call. Called with the mutex. */
  public List<Long> takeObsoleteTables() {
    List<Long> taken = List.copyOf(obsoleteTables);
    obsoleteTables.clear();
    return taken;
  }

  /**
   * Makes {@code edits}, at most one of a column family, durable and installs the versions that they lead to. Called
   * with the mutex, which is let go of meanwhile.
   *
   * @return false, and nothing is changed, if the column family of the first has been dropped; other edits of dropped
   *         ones are left out
   */
  public boolean logAndApply(List<VersionEdit> edits) throws IOException {
    return inTurn(() -> {
      if (!families.containsKey(edits.get(0).family)) {
        return false;
      }
      List<VersionEdit> live = new ArrayList<>();
      for (VersionEdit edit : edits) {
        FamilyVersions family = families.get(edit.family);
        if (family != null) {
          edit.logNumber = edit.logNumber == null
              ? family.logNumber()
              : Math.max(edit.logNumber, family.logNumber());
          live.add(edit);
          // What cannot be done has to show before it is written.
          family.after(edit);
        }
      }
      write(live, () -> live.forEach(this::install));
      return true;
    });
  }

  /** Makes an empty column family, which needs the logs from {@code logNumber} on. As {@link #logAndApply}. */
  public FamilyVersions addFamily(FamilySpec spec, long logNumber) throws IOException {
    return inTurn(() -> {
      int id = maxFamily + 1;
      VersionEdit edit = new VersionEdit(id).logNumber(logNumber);
      edit.addedFamily = spec.name();
      edit.comparator = spec.comparator();
      edit.maxFamily = id;
      FamilyVersions family = new FamilyVersions(id, spec, obsoleteTables);
      write(List.of(edit), () -> {
        maxFamily = id;
        family.install(family.current(), logNumber);
        families.put(id, family);
      });
      return family;
    });
  }

  /** Takes a column family out. Its newest version stays until it is abandoned. As {@link #logAndApply}. */
  public void dropFamily(FamilyVersions family) throws IOException {
    inTurn(() -> {
      VersionEdit edit = new VersionEdit(family.id());
      edit.dropsFamily = true;
      edit.maxFamily = maxFamily;
      write(List.of(edit), () -> families.remove(family.id()));
      return family;
    });
  }

  /** The records of a manifest that leads to the present state. Called with the mutex. */
  public List<VersionEdit> snapshot() {
    List<VersionEdit> records = familySnapshots();
    // In the last record alone: without it the manifest is damaged, not an older one.
    VersionEdit last = records.getLast();
    last.nextFile = nextFileNumber.get();
    last.lastSequence = lastSequence;
    return records;
  }

  private List<VersionEdit> familySnapshots() {
    List<VersionEdit> records = new ArrayList<>();
    families.values().forEach(family -> records.add(VersionFiles.snapshot(family)));
    records.get(0).maxFamily = maxFamily;
    return records;
  }

  /** Makes the manifest of that number, and CURRENT, of a database in another place. */
  public static void writeManifest(DatabaseFiles files, long number, List<VersionEdit> records) throws IOException {
    try (Manifest manifest = new Manifest(files)) {
      manifest.begin(number, records);
    }
  }

  private <T> T inTurn(Change<T> change) throws IOException {
    Condition turn = mutex.newCondition();
    manifestWriters.addLast(turn);
    while (manifestWriters.peekFirst() != turn) {
      turn.awaitUninterruptibly();
    }
    try {
      return change.make();
    } finally {
      manifestWriters.removeFirst();
      Condition next = manifestWriters.peekFirst();
      if (next != null) {
        next.signal();
      }
    }
  }

  private void install(VersionEdit edit) {
    FamilyVersions family = families.get(edit.family);
    if (family != null && edit.logNumber != null) {
      // Not as it came out before the edit was written: the family may have been reshaped meanwhile.
      family.install(family.after(edit), edit.logNumber);
    }
  }

  /** Writes {@code edits}, then does {@code install}, without which whatever is written next may contradict them. */
  private void write(List<VersionEdit> edits, Runnable install) throws IOException {
    boolean begin = manifest.isToBegin();
    long number = begin ? newFileNumber() : manifest.number();
    List<VersionEdit> records = new ArrayList<>(begin ? familySnapshots() : List.of());
    records.addAll(edits);
    for (VersionEdit edit : edits) {
      edit.nextFile = nextFileNumber.get();
      edit.lastSequence = lastSequence;
    }
    mutex.unlock();
    try {
      if (begin) {
        manifest.begin(number, records);
      } else {
        manifest.write(records);
      }
    } finally {
      mutex.lock();
    }
    try {
      install.run();
    } catch (RuntimeException | Error e) {
      manifest.giveUp(e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    manifest.close();
  }

  private interface Change<T> {
    T make() throws IOException;
  }
}
