/** The command line, called in this process as {@code main} calls it. */
@NullMarked
package dev.lasso.workloads.cli;

import org.jspecify.annotations.NullMarked;
