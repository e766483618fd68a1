/**
 * Seed files: what a run depended on, what came of it and every decision it took, as a directory that travels.
 * {@link dev.lasso.workloads.seed.SeedDirectory} reads and writes one, {@link dev.lasso.workloads.seed.Seed} is what it
 * holds. The format is JSON and carries a version; a seed of another version is refused, never guessed at. The object
 * {@code faults} is there only where a plan is, so that all other seeds stay as they were, byte for byte.
 *
 * <p>
 * Only Jackson's streams are used: binding would double the time that a replay needs to start.
 */
@NullMarked
package dev.lasso.workloads.seed;

import org.jspecify.annotations.NullMarked;
