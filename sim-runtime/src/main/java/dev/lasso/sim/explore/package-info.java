@NullMarked
package dev.lasso.sim.explore;

import org.jspecify.annotations.NullMarked;
