@NullMarked
package dev.lasso.sim.jdk;

import org.jspecify.annotations.NullMarked;
