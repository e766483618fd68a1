/**
 * What a database must hold, kept beside the database. Nothing here knows an engine.
 *
 * <p>While several threads change it, a few words of memory say it: {@link dev.lasso.workloads.model.ExpectedState} is
 * the place to start. It is the expected state of RocksDB's db_stress.
 *
 * <p>A change of a key is marked before it is made and again once it is acknowledged, and the changes of one key follow
 * each other. So whoever reads without a lock, and looks at the key's word before and after, knows which values the
 * read may have found: {@link dev.lasso.workloads.model.ExpectedRange} for a read,
 * {@link dev.lasso.workloads.model.ExpectedMoment} for an iterator, a snapshot or a copy, which show all keys as they
 * were at one moment.
 *
 * <p>After a crash all batches say it that were ever begun: {@link dev.lasso.workloads.model.WriteHistory} keeps them,
 * {@link dev.lasso.workloads.model.RecoveredState} reads what is there, and
 * {@link dev.lasso.workloads.model.CrashOracle} tells whether a crash may have left that. db_stress replays a trace of
 * its writes up to the sequence that was recovered; here no sequence is asked for. Each value names the batch that
 * wrote it, so the state itself tells which batches are there, and whether they can have come in any order is decided
 * exactly.
 */
@NullMarked
package dev.lasso.workloads.model;

import org.jspecify.annotations.NullMarked;
