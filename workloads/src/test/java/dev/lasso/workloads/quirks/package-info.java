/** The hangs of write path, log and close that the engine can put back, held against the stacks of their reports. */
@org.jspecify.annotations.NullMarked
package dev.lasso.workloads.quirks;
