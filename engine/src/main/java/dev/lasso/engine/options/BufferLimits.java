package dev.lasso.engine.options;

/**
 * How large memtables get, how many there may be and when they are flushed.
 *
 * @param totalBytes memory of all memtables from which one is switched, 0 for no limit
 */
public record BufferLimits(long writeBufferBytes, int arenaBlockBytes, int minToMerge, long totalBytes) {}
