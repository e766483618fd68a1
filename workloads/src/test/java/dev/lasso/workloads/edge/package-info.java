/**
 * The edge of the simulation: what a program does that is not simulated, how it may end, and what real threads see of
 * woven code. The tool says what it met, by name, and never hangs.
 */
@NullMarked
package dev.lasso.workloads.edge;

import org.jspecify.annotations.NullMarked;
