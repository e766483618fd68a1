package dev.lasso.engine.options;

/**
 * How much work may run in the background.
 *
 * @param baseCompactions compactions at once while nothing presses
 * @param maxCompactions compactions at once under a stop, a delay or compaction pressure
 * @param subcompactions key ranges that one compaction of level 0 may merge side by side
 * @param maxFlushes flushes at once; 0 sends them to the low pool, within the limit on compactions
 * @param lowThreads the least size of the low pool
 * @param highThreads the least size of the high pool
 */
public record BackgroundLimits(int baseCompactions, int maxCompactions, int subcompactions, int maxFlushes,
    int lowThreads, int highThreads) {}
