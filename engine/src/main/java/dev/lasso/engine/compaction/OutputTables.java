package dev.lasso.engine.compaction;

import dev.lasso.engine.table.TableSummary;
import dev.lasso.engine.table.TableWriter;
import java.io.IOException;

/** Where a compaction's tables come from: numbers, files, and who hears of a table that is finished. */
public interface OutputTables {

  /** A number for the next table. */
  long newNumber();

  /** Begins the table of that number. */
  TableWriter create(long number) throws IOException;

  /** Ends and closes a table, durable if the settings ask for it. */
  TableSummary finish(long number, TableWriter table) throws IOException;

  /** Deletes a table that nothing refers to. */
  void delete(long number) throws IOException;
}
