package dev.lasso.engine.options;

/**
 * What the write stall conditions compare with.
 *
 * @param softBytes debt from which writes are slowed, 0 for never (unsigned)
 * @param hardBytes debt from which writes are stopped, 0 for never (unsigned)
 * @param delayedWriteRate bytes a second that a slowed writer may begin with
 */
public record StallLimits(int maxWriteBufferNumber, int compactionTrigger, int slowdownTrigger, int stopTrigger,
    long softBytes, long hardBytes, long delayedWriteRate, boolean autoCompactionsDisabled) {}
