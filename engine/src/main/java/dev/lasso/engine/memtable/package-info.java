/**
 * The writes that are not in a table yet. A {@link dev.lasso.engine.memtable.MemTable} is a skip list that one thread
 * (the leader of a write group) fills while any number read; an {@link dev.lasso.engine.memtable.Arena} accounts for
 * its memory and says when it is full. {@link dev.lasso.engine.memtable.ImmutableMemTables} holds the full ones until
 * their flush is committed.
 */
@NullMarked
package dev.lasso.engine.memtable;

import org.jspecify.annotations.NullMarked;
