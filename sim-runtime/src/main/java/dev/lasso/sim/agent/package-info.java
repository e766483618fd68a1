@NullMarked
package dev.lasso.sim.agent;

import org.jspecify.annotations.NullMarked;
