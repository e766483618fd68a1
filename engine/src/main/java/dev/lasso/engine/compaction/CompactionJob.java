package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merging of one compaction's tables into tables of the output level, cut into key ranges where that is worth a
 * thread each. The caller's thread merges the first range and waits for the others. It runs without the mutex.
 */
public final class CompactionJob {
  private final Compaction compaction;
  private final MergeSettings settings;
  private final OutputTables outputs;
  private final int mostRanges;
  private final List<RangeMerge> merges = new ArrayList<>();
  private volatile @Nullable Throwable failure;

  /** Prepares to merge, cut into {@code mostRanges} key ranges at most. */
  public CompactionJob(Compaction compaction, MergeSettings settings, OutputTables outputs, int mostRanges) {
    this.compaction = compaction;
    this.outputs = outputs;
    this.mostRanges = mostRanges;
    this.settings = new MergeSettings(settings.keys(), settings.tables(), settings.mode(), settings.retention(),
        settings.limits(), () -> failure != null || settings.cancelled().getAsBoolean());
  }

  /** Merges. On failure the tables written so far are deleted. */
  public void run() throws IOException {
    boolean done = false;
    try {
      prepare();
      merge();
      done = true;
    } finally {
      if (!done) {
        discard();
      }
    }
  }

  /** The tables written, in the order of their keys. */
  public List<FileMetadata> written() {
    return merges.stream().flatMap(merge -> merge.written().stream()).toList();
  }

  /** The key ranges that it was cut into. */
  public int ranges() {
    return merges.size();
  }

  public long recordsIn() {
    return merges.stream().mapToLong(RangeMerge::recordsIn).sum();
  }

  public long recordsOut() {
    return merges.stream().mapToLong(RangeMerge::recordsOut).sum();
  }

  /** Deletes what was written. */
  public void discard() throws IOException {
    for (RangeMerge merge : merges) {
      merge.discard();
    }
  }

  private void prepare() throws IOException {
    byte[] from = null;
    for (byte[] cut : SubRanges.cuts(compaction, settings, mostRanges)) {
      merges.add(new RangeMerge(compaction, settings, outputs, from, cut));
      from = cut;
    }
    merges.add(new RangeMerge(compaction, settings, outputs, from, null));
  }

  private void merge() throws IOException {
    List<Thread> others = new ArrayList<>();
    try {
      for (int i = 1; i < merges.size(); i++) {
        RangeMerge merge = merges.get(i);
        Thread thread = new Thread(() -> merge(merge), "rocksdb:sub" + i);
        thread.setDaemon(true);
        thread.start();
        others.add(thread);
      }
    } catch (Error e) {
      keep(e);
    }
    merge(merges.getFirst());
    others.forEach(CompactionJob::joinUninterruptibly);
    switch (failure) {
      case null -> {
      }
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Throwable e -> throw (Error) e;
    }
  }

  /** The first failure stops the other ranges, which then fail for that reason. */
  private void merge(RangeMerge merge) {
    try {
      merge.run();
    } catch (IOException | RuntimeException | Error e) {
      keep(e);
    }
  }

  private synchronized void keep(Throwable cause) {
    failure = failure == null ? cause : failure;
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
