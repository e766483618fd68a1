/**
 * The parts of the stress mix: RocksDB's db_stress for this engine. {@link dev.lasso.workloads.mixed.MixedClient} is
 * one thread of it, which draws its operations: those of the mix from {@code MixedReads} and {@code MixedWrites}, the
 * rare ones from {@code MixedUpkeep}. All of them reach the database through
 * {@link dev.lasso.workloads.mixed.MixedStore}, so that a test can put a broken one in its place, and hold what they
 * read against {@link dev.lasso.workloads.model.ExpectedState}.
 */
@NullMarked
package dev.lasso.workloads.mixed;

import org.jspecify.annotations.NullMarked;
