/**
 * What monitors, wait sets, parking, sleeping, starting, joining and interrupting mean in a run, to the letter of their
 * documentation. {@link dev.lasso.sim.sync.TaskDoor} is where woven code comes in; it gives a task the simulated
 * meaning and any other thread the real one.
 */
@NullMarked
package dev.lasso.sim.sync;

import org.jspecify.annotations.NullMarked;
