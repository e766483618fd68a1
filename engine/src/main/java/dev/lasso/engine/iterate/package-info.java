/**
 * Passes over the entries of several memtables and tables. A {@link dev.lasso.engine.iterate.MergingIterator} puts them
 * in one order, whatever holds them; {@link dev.lasso.engine.iterate.SurvivingEntries} is what a flush or compaction
 * keeps of that.
 */
@NullMarked
package dev.lasso.engine.iterate;

import org.jspecify.annotations.NullMarked;
