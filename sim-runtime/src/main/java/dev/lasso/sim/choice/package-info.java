@NullMarked
package dev.lasso.sim.choice;

import org.jspecify.annotations.NullMarked;
