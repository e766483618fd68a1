package dev.lasso.engine.options;

import dev.lasso.engine.log.LogLevel;
import java.util.List;

/**
 * The options as one open engine uses them: parsed, and adjusted as RocksDB 4.9 adjusts what does not fit together.
 *
 * @param syncTables whether tables are synced before they are installed
 * @param verifyInCompaction whether a compaction checks the checksums of what it reads
 * @param leastPartialOperands how many merge operands a compaction combines into one
 * @param notes what was adjusted or has no effect, one LOG line each
 */
public record Settings(StallLimits stall, LevelShape shape, BufferLimits buffers, BackgroundLimits background,
    RecoveryMode recovery, LogLevel logLevel, boolean paranoidChecks, boolean createIfMissing, boolean errorIfExists,
    boolean syncTables, boolean verifyInCompaction, int leastPartialOperands, TableShape tables, CacheLimits caches,
    List<String> notes) {}
