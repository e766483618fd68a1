@NullMarked
package dev.lasso.sim.live;

import org.jspecify.annotations.NullMarked;
