/**
 * Passes over the entries of several memtables and tables. A {@link dev.lasso.engine.iterate.MergingIterator} puts them
 * in one order, whatever holds them. On top of it stands what a reader sees,
 * {@link dev.lasso.engine.iterate.VisibleEntries}, or what a flush or compaction keeps,
 * {@link dev.lasso.engine.iterate.SurvivingEntries}. The two must agree: whatever is dropped, every snapshot goes on to
 * see what it saw.
 */
@NullMarked
package dev.lasso.engine.iterate;

import org.jspecify.annotations.NullMarked;
