/**
 * Threads for work behind the writers' backs. {@link dev.lasso.engine.background.ThreadPool} is a queue of work and the
 * threads that serve it; an engine has two, HIGH for flushes and LOW for compactions. What they are given, and when, is
 * decided above.
 */
@NullMarked
package dev.lasso.engine.background;

import org.jspecify.annotations.NullMarked;
