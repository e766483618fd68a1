package dev.lasso.engine.options;

import dev.lasso.engine.log.LogLevel;
import java.util.List;
import java.util.Set;

/**
 * The options of the whole database as one open engine uses them: parsed, and adjusted as RocksDB 4.9 adjusts what does
 * not fit together. Those of its column families are {@link FamilySettings}.
 *
 * @param limits what may change while the database is open: what it was opened with
 * @param memTableBytes memory of all memtables from which the largest is switched, 0 for no limit
 * @param openTables tables that are kept open for the next reader
 * @param mappedTables whether tables are read by mapping them into memory
 * @param syncTables whether tables are synced before they are installed
 * @param quirks historical defects that are put back
 * @param notes what was adjusted or has no effect, one LOG line each
 */
public record Settings(DatabaseLimits limits, RecoveryMode recovery, LogLevel logLevel, long memTableBytes,
    int openTables, boolean mappedTables, boolean paranoidChecks,
    boolean createIfMissing,
    boolean createMissingFamilies, boolean errorIfExists, boolean syncTables, Set<Quirk> quirks,
    List<String> notes) {

  /** Whether a historical defect is put back. */
  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }
}
