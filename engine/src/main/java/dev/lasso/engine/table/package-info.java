/**
 * Sorted tables on disk, and what an entry is. {@link dev.lasso.engine.table.TableWriter} says the format;
 * {@link dev.lasso.engine.table.TableReader} reads it and never hands out bytes whose checksum is wrong.
 * {@link dev.lasso.engine.table.EntryCursor} is how flush and compaction read entries, whatever holds them.
 */
@NullMarked
package dev.lasso.engine.table;

import org.jspecify.annotations.NullMarked;
