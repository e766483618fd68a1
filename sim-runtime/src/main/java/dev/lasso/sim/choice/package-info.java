/**
 * The one door for every choice of a run. Which task goes on, which waiter a notify wakes, whether time passes, what
 * fails: each is one call on {@link dev.lasso.sim.choice.Choices}, answered by the strategy or by a stream of its own
 * and written down. So replay is holding a run against what was written down. Streams are split by name: drawing more
 * from one never shifts another.
 */
@NullMarked
package dev.lasso.sim.choice;

import org.jspecify.annotations.NullMarked;
