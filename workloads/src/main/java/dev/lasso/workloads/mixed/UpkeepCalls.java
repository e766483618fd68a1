package dev.lasso.workloads.mixed;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.CompactionRange;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.LiveTable;
import java.io.IOException;
import java.util.List;

/** Calls that the engine may refuse because of what others do at the time; only such a refusal is let be. */
public final class UpkeepCalls {

  private UpkeepCalls() {}

  /** {@link Engine#compactFiles}, beside compactions of the same tables. */
  public static void compactFiles(Engine engine, ColumnFamilyHandle family, List<Long> tables, int level)
      throws IOException {
    unlessRefused("the tables cannot be compacted", () -> engine.compactFiles(family, tables, level));
  }

  /** Compacts the newest table, if there is one, into a level. */
  public static void compactNewest(Engine engine, ColumnFamilyHandle family, int level) throws IOException {
    List<LiveTable> tables = engine.tables(family);
    if (!tables.isEmpty()) {
      compactFiles(engine, family, List.of(tables.getFirst().number()), level);
    }
  }

  /** {@link Engine#manualCompaction(ColumnFamilyHandle, CompactionRange)}, beside those who disable it. */
  static void manualCompaction(Engine engine, ColumnFamilyHandle family, CompactionRange range) throws IOException {
    unlessRefused("manual compactions are disabled", () -> engine.manualCompaction(family, range));
  }

  private static void unlessRefused(String words, Call call) throws IOException {
    try {
      call.run();
    } catch (EngineException refused) {
      if (!String.valueOf(refused.getMessage()).startsWith(words)) {
        throw refused;
      }
    }
  }

  private interface Call {
    void run() throws IOException;
  }
}
