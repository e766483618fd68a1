@NullMarked
package dev.lasso.sim.sync;

import org.jspecify.annotations.NullMarked;
