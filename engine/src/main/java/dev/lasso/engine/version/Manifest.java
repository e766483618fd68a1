package dev.lasso.engine.version;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.wal.LogWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of the manifest that grows, and CURRENT, which names it. Records are synced before {@link #write} returns. A
 * manifest that could not be written or synced is never written to again, because what is in it is unknown; neither is
 * one that says what its writer failed to do. One thread at a time writes.
 */
final class Manifest implements Closeable {
  private final DatabaseFiles files;
  private @Nullable LogWriter writer;
  private volatile long number;
  private volatile @Nullable Throwable failure;

  Manifest(DatabaseFiles files) {
    this.files = files;
  }

  /** The number of the manifest that CURRENT names. */
  long number() {
    return number;
  }

  void recovered(long current) {
    number = current;
  }

  /** What made the manifest useless, or null. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /** Lets nothing be written any more. */
  void giveUp(Throwable cause) {
    failure = cause;
  }

  /** Whether the next write has to begin a manifest, which needs a number and a snapshot. */
  boolean isToBegin() {
    return writer == null;
  }

  /** Begins the manifest of that number with these records, and makes CURRENT name it. */
  void begin(long newNumber, List<VersionEdit> records) throws IOException {
    guarded(() -> {
      LogWriter begun = new LogWriter(newNumber, AppendFile.create(files.manifest(newNumber)));
      writer = begun;
      append(begun, records);
      // The name that CURRENT is going to hold has to survive before CURRENT does.
      DatabaseFiles.syncDirectory(files.directory());
      files.replace(files.current(), files.temporary(newNumber), files.manifest(newNumber).getFileName() + "\n");
      number = newNumber;
    });
  }

  /** Adds records to the manifest that was begun. */
  void write(List<VersionEdit> records) throws IOException {
    LogWriter begun = writer;
    if (begun == null) {
      throw new IllegalStateException("no manifest is begun yet");
    }
    guarded(() -> append(begun, records));
  }

  private void guarded(Write write) throws IOException {
    Throwable earlier = failure;
    if (earlier != null) {
      throw new IOException("an earlier write to the manifest failed: " + earlier.getMessage(), earlier);
    }
    try {
      write.run();
    } catch (IOException | RuntimeException | Error e) {
      giveUp(e);
      throw e;
    }
  }

  private static void append(LogWriter log, List<VersionEdit> records) throws IOException {
    for (VersionEdit edit : records) {
      Bytes record = edit.encode();
      log.add(record.array(), 0, record.size());
    }
    log.sync();
  }

  /** Ends the manifest; the next write begins another. */
  @Override
  public void close() throws IOException {
    LogWriter ended = writer;
    writer = null;
    if (ended != null) {
      ended.close();
    }
  }

  private interface Write {
    void run() throws IOException;
  }
}
