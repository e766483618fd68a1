/** The small programs on a plain JVM, and their tables. */
@NullMarked
package dev.lasso.workloads.program;

import org.jspecify.annotations.NullMarked;
