@NullMarked
package dev.lasso.sim.race;

import org.jspecify.annotations.NullMarked;
