@NullMarked
package dev.lasso.sim.trace;

import org.jspecify.annotations.NullMarked;
