/**
 * Sorted tables on disk, and what an entry is. {@link dev.lasso.engine.table.TableWriter} says the format;
 * {@link dev.lasso.engine.table.TableReader} reads it. Every block that comes from disk is checked against its
 * checksum, and the footer against what it must say: of a damaged table a reader hands out what is sound, and reports
 * the rest with file and offset. {@link dev.lasso.engine.table.EntryIterator} is a position among entries, whatever
 * holds them; {@link dev.lasso.engine.table.Lookup} is the search for one key.
 *
 * <p>Snappy is implemented here: the libraries that have it call memory-access methods of sun.misc.Unsafe, which a JDK
 * 25 warns of on standard error and a later one will not have.
 */
@NullMarked
package dev.lasso.engine.table;

import org.jspecify.annotations.NullMarked;
