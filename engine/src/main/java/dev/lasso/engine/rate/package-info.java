/**
 * The pace of background writes: {@link dev.lasso.engine.rate.RateLimiter} deals out bytes to the threads that flush
 * and compact. Any number of engines may share one.
 */
@NullMarked
package dev.lasso.engine.rate;

import org.jspecify.annotations.NullMarked;
