/** Tests of what runs owe and of how they are proved to be lost. */
@NullMarked
package dev.lasso.sim.live;

import org.jspecify.annotations.NullMarked;
