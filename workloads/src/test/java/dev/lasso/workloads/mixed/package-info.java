/** The stress mix on a sound engine, and on engines that are broken so that it must notice. */
@NullMarked
package dev.lasso.workloads.mixed;

import org.jspecify.annotations.NullMarked;
