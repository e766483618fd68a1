package dev.lasso.engine.options;

/**
 * What reads may keep.
 *
 * @param blockBytes memory for blocks of tables, 0 for none
 * @param openTables tables that are kept open for the next reader
 */
public record CacheLimits(long blockBytes, int openTables) {}
