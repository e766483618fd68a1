/** The corpus of historical hangs, held against the stacks of their reports. */
@org.jspecify.annotations.NullMarked
package dev.lasso.workloads.quirks;
