/** What the workloads on the engine hold of an engine without a defect. */
@org.jspecify.annotations.NullMarked
package dev.lasso.workloads.engine;
