package dev.lasso.engine.version;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.options.LevelShape;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.wal.LogWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The current version, the numbers that are handed out once, and the manifest that makes both survive.
 *
 * <p>{@link #logAndApply} is a queue of its own, since it lets go of the mutex while it writes: each edit waits until
 * those before it are installed. An edit is written and synced before its version is seen; a manifest that could not be
 * written or synced is never written to again, because what is in it is unknown, and every later edit fails.
 */
public final class VersionSet implements Closeable {
  private final DatabaseFiles files;
  private final LevelShape shape;
  private final Comparator<byte[]> keys;
  private final String comparatorName;
  private final ReentrantLock mutex;
  private final AtomicLong nextFileNumber = new AtomicLong(2);
  private final Deque<Condition> manifestWriters = new ArrayDeque<>();
  private final List<Long> obsoleteTables = new ArrayList<>();
  private volatile long lastSequence;
  private volatile long logNumber;
  private volatile long manifestNumber;
  private volatile Version current;
  private @Nullable LogWriter manifest;
  private @Nullable IOException manifestFailure;

  /** A set without tables; {@code mutex} is the engine's. */
  public VersionSet(DatabaseFiles files, LevelShape shape, Comparator<byte[]> keys, String comparatorName,
      ReentrantLock mutex) {
    this.files = files;
    this.shape = shape;
    this.keys = keys;
    this.comparatorName = comparatorName;
    this.mutex = mutex;
    List<List<FileMetadata>> none = new ArrayList<>();
    for (int level = 0; level < shape.levels(); level++) {
      none.add(List.of());
    }
    this.current = new Version(shape, keys, none);
    current.reference();
  }

  /** Writes the first manifest of an empty database, number 1. */
  public void create() throws IOException {
    VersionEdit edit = new VersionEdit().logNumber(0);
    edit.comparator = comparatorName;
    edit.nextFile = nextFileNumber.get();
    edit.lastSequence = 0L;
    manifestNumber = 1;
    try (LogWriter writer = new LogWriter(1, AppendFile.create(files.manifest(1)))) {
      append(writer, edit);
      writer.sync();
    }
    pointCurrent();
  }

  /**
   * Reads the manifest that CURRENT names. The next {@link #logAndApply} begins another.
   *
   * @throws CorruptionException if it is damaged
   * @throws OptionsException if it was made with another comparator
   */
  public void recover() throws IOException {
    ManifestReplay replay = new ManifestReplay(files, shape.levels());
    replay.read();
    if (!replay.comparator().equals(comparatorName)) {
      throw new OptionsException("the database was made with the comparator " + replay.comparator()
          + ", and does not open with " + comparatorName);
    }
    manifestNumber = replay.manifestNumber();
    nextFileNumber.set(replay.nextFile() + 1);
    lastSequence = replay.lastSequence();
    logNumber = replay.logNumber();
    install(new Version(shape, keys, replay.levels()));
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

  /** The oldest log that is still needed. */
  public long logNumber() {
    return logNumber;
  }

  public long manifestNumber() {
    return manifestNumber;
  }

  /** The newest version. Whoever lets go of the mutex while using it takes a reference. */
  public Version current() {
    return current;
  }

  /** Keeps a version's tables from being deleted. Called with the mutex. */
  public Version reference(Version version) {
    version.reference();
    return version;
  }

  /** Gives a reference back. Called with the mutex. */
  public void release(Version version) {
    if (version.release()) {
      for (int level = 0; level < version.levels(); level++) {
        for (FileMetadata file : version.files(level)) {
          if (file.release()) {
            obsoleteTables.add(file.number());
          }
        }
      }
    }
  }

  /** Takes the numbers of the tables that became obsolete since the last call. Called with the mutex. */
  public List<Long> takeObsoleteTables() {
    List<Long> taken = List.copyOf(obsoleteTables);
    obsoleteTables.clear();
    return taken;
  }

  /**
   * Makes {@code edit} durable and installs the version that it leads to. Called with the mutex, which is let go of
   * meanwhile.
   */
  public void logAndApply(VersionEdit edit) throws IOException {
    Condition turn = mutex.newCondition();
    manifestWriters.addLast(turn);
    while (manifestWriters.peekFirst() != turn) {
      turn.awaitUninterruptibly();
    }
    try {
      apply(edit);
    } finally {
      manifestWriters.removeFirst();
      Condition next = manifestWriters.peekFirst();
      if (next != null) {
        next.signal();
      }
    }
  }

  private void apply(VersionEdit edit) throws IOException {
    if (manifestFailure != null) {
      throw new IOException("an earlier write to the manifest failed", manifestFailure);
    }
    Version base = current;
    Version next = new Version(shape, keys, VersionFiles.apply(base, edit));
    boolean fresh = manifest == null;
    long newManifest = fresh ? newFileNumber() : manifestNumber;
    if (edit.logNumber == null) {
      edit.logNumber = logNumber;
    }
    edit.nextFile = nextFileNumber.get();
    edit.lastSequence = lastSequence;
    mutex.unlock();
    try {
      write(base, edit, fresh, newManifest);
    } catch (IOException e) {
      manifestFailure = e;
      throw e;
    } finally {
      mutex.lock();
    }
    logNumber = edit.logNumber;
    install(next);
  }

  private void write(Version base, VersionEdit edit, boolean fresh, long number) throws IOException {
    LogWriter writer = manifest;
    if (writer == null) {
      writer = new LogWriter(number, AppendFile.create(files.manifest(number)));
      manifest = writer;
      VersionEdit snapshot = VersionFiles.snapshot(base);
      snapshot.comparator = comparatorName;
      snapshot.logNumber = logNumber;
      append(writer, snapshot);
    }
    append(writer, edit);
    writer.sync();
    if (fresh) {
      manifestNumber = number;
      pointCurrent();
    }
  }

  private void install(Version next) {
    next.reference();
    for (int level = 0; level < next.levels(); level++) {
      next.files(level).forEach(FileMetadata::reference);
    }
    Version old = current;
    current = next;
    release(old);
  }

  private void pointCurrent() throws IOException {
    files.replace(files.current(), files.temporary(manifestNumber),
        files.manifest(manifestNumber).getFileName() + "\n");
  }

  private static void append(LogWriter writer, VersionEdit edit) throws IOException {
    Bytes record = edit.encode();
    writer.add(record.array(), 0, record.size());
  }

  @Override
  public void close() throws IOException {
    if (manifest != null) {
      manifest.close();
    }
  }
}
