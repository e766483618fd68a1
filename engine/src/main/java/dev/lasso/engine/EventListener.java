package dev.lasso.engine;

/**
 * A caller's observer of an engine. It is called by the thread that did the work, with no lock of the engine held, so
 * it may call the engine, but for what waits for background work: flush, manualCompaction and close are refused, and a
 * write from {@link #onMemTableSealed} would wait for itself. The work it reports is installed, but the call delays
 * what that thread does next.
 */
public interface EventListener {

  /** A memtable is full and became immutable. */
  default void onMemTableSealed(MemTableSealed event) {}

  /** A flush has installed its table. */
  default void onFlushCompleted(FlushCompleted event) {}

  /** A compaction has ended. */
  default void onCompactionCompleted(CompactionCompleted event) {}

  /** A table file is deleted. */
  default void onTableFileDeleted(TableFileDeleted event) {}

  /**
   * A sealed memtable.
   *
   * @param memoryBytes memory that it takes
   */
  record MemTableSealed(String columnFamily, long entries, long memoryBytes) {}

  /**
   * A flush.
   *
   * @param triggeredSlowdown whether writes are slowed from now on by the number of level-0 files
   * @param triggeredStop whether writes are stopped from now on by the number of level-0 files
   */
  record FlushCompleted(String columnFamily, int job, long fileNumber, long fileBytes, boolean triggeredSlowdown,
      boolean triggeredStop) {}

  /** A compaction, failed if {@code error} is not empty. */
  record CompactionCompleted(String columnFamily, int job, int inputFiles, int outputLevel, int outputFiles,
      String error) {}

  /** A deleted table. */
  record TableFileDeleted(int job, long fileNumber) {}
}
