/** What the simulated disk is to a run: its own, empty at first, gone at the end; and what of the machine it shows. */
@NullMarked
package dev.lasso.workloads.disk;

import org.jspecify.annotations.NullMarked;
