package dev.lasso.engine.options;

/**
 * How tables are read, and what reads may keep.
 *
 * @param blockBytes memory for blocks of tables, 0 for none
 * @param openTables tables that are kept open for the next reader
 * @param mapped whether tables are mapped into memory, so that a read needs no system call
 */
public record CacheLimits(long blockBytes, int openTables, boolean mapped) {}
