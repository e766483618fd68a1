package dev.lasso.engine.options;

import dev.lasso.engine.log.LogLevel;
import java.util.List;

/**
 * The options as one open engine uses them: parsed, and adjusted as RocksDB 4.9 adjusts what does not fit together.
 *
 * @param blockBytes the size at which a table begins its next block
 * @param syncTables whether tables are synced before they are installed
 * @param notes what was adjusted or has no effect, one LOG line each
 */
public record Settings(StallLimits stall, LevelShape shape, BufferLimits buffers, BackgroundLimits background,
    RecoveryMode recovery, LogLevel logLevel, boolean paranoidChecks, boolean createIfMissing, boolean errorIfExists,
    boolean syncTables, int blockBytes, List<String> notes) {}
