package dev.lasso.engine.options;

/**
 * How large the memtables of a column family get and when they are flushed.
 *
 * @param minToMerge how many full memtables wait before one flush takes them all
 */
public record BufferLimits(long writeBufferBytes, int arenaBlockBytes, int minToMerge) {}
