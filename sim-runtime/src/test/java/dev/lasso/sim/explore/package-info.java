/** Each strategy against small programs made of operations, and what its paper says of it. */
@NullMarked
package dev.lasso.sim.explore;

import org.jspecify.annotations.NullMarked;
