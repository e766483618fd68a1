/** The known bugs and their twins under simulation. */
@NullMarked
package dev.lasso.workloads.bugs;

import org.jspecify.annotations.NullMarked;
