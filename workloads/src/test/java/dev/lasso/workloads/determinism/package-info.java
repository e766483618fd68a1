/** That a run depends on its description alone: not on the JVM, its flags, what ran before, or how it was loaded. */
@NullMarked
package dev.lasso.workloads.determinism;

import org.jspecify.annotations.NullMarked;
