@NullMarked
package dev.lasso.sim.sched;

import org.jspecify.annotations.NullMarked;
