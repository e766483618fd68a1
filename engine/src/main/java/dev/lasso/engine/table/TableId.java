package dev.lasso.engine.table;

/**
 * What it takes to read a table.
 *
 * @param ingestedAt the sequence of all its entries if it is an external one; else of no account
 */
public record TableId(long number, long ingestedAt) {}
