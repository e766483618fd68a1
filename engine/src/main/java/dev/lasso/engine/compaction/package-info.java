/**
 * Moving tables down the tree. {@link dev.lasso.engine.compaction.CompactionPicker} chooses what is merged into which
 * level; {@link dev.lasso.engine.compaction.CompactionJob} merges it. When a compaction runs, and who hears of it, is
 * decided above.
 */
@NullMarked
package dev.lasso.engine.compaction;

import org.jspecify.annotations.NullMarked;
