/**
 * That faults come where the plan says and mean what the JVM means by them, and that the defective error paths are
 * found.
 */
@NullMarked
package dev.lasso.workloads.faulty;

import org.jspecify.annotations.NullMarked;
