package dev.lasso.engine.table;

/**
 * How blocks are read.
 *
 * @param verifyChecksums whether the checksum of each block that comes from disk is checked
 * @param fillCache whether such a block is kept for the next reader
 */
public record ReadMode(boolean verifyChecksums, boolean fillCache) {}
