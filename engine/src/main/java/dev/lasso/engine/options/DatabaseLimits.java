package dev.lasso.engine.options;

/**
 * The options of the whole database that may change while it is open.
 *
 * @param logBytes size of all logs from which the oldest is freed, 0 for four times the room of all memtables
 * @param delayedWriteRate bytes a second that a slowed writer may begin with
 */
public record DatabaseLimits(BackgroundLimits background, long logBytes, long delayedWriteRate) {}
