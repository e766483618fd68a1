package dev.lasso.engine.version;

import dev.lasso.engine.table.TableCache;

/** A table that no version contains any more, and where it may still be open. */
public record ObsoleteTable(long number, TableCache tables) {}
