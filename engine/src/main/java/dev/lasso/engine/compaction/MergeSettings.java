package dev.lasso.engine.compaction;

import dev.lasso.engine.iterate.Retention;
import dev.lasso.engine.options.FileLimits;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.table.TableCache;
import java.util.function.BooleanSupplier;

/**
 * What a merge works with, apart from its tables.
 *
 * @param cancelled says whether the work is to stop with an error; asked from several threads
 */
public record MergeSettings(KeyOrder keys, TableCache tables, ReadMode mode, Retention retention, FileLimits limits,
    BooleanSupplier cancelled) {}
