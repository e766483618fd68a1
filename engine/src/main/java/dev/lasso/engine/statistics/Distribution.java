package dev.lasso.engine.statistics;

/**
 * The distribution of what was measured up to one moment.
 *
 * @param count how many values there were
 * @param sum their sum
 * @param max the greatest, 0 if there was none
 * @param median a value that half of them do not exceed, estimated
 * @param percentile95 a value that 95 % of them do not exceed, estimated
 * @param percentile99 a value that 99 % of them do not exceed, estimated
 */
public record Distribution(long count, long sum, long max, double median, double percentile95, double percentile99) {}
