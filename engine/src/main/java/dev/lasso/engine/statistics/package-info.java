/**
 * What an engine counts of itself, under the names of RocksDB 4.9: {@link dev.lasso.engine.statistics.Statistics} is
 * what it was at one moment. Only what is really counted has a {@link dev.lasso.engine.statistics.Ticker} or a
 * {@link dev.lasso.engine.statistics.Histogram}; gets and puts are counted and not timed, since a clock costs more than
 * all their counts. So there is no switch to turn it off.
 */
@NullMarked
package dev.lasso.engine.statistics;

import org.jspecify.annotations.NullMarked;
