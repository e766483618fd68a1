/**
 * What a database must hold while several threads change it, kept beside the database in a few words of memory:
 * {@link dev.lasso.workloads.model.ExpectedState} is the place to start. It is the expected state of RocksDB's
 * db_stress and knows no engine.
 *
 * <p>A change of a key is marked before it is made and again once it is acknowledged, and the changes of one key follow
 * each other. So whoever reads without a lock, and looks at the key's word before and after, knows which values the
 * read may have found: {@link dev.lasso.workloads.model.ExpectedRange} for a read,
 * {@link dev.lasso.workloads.model.ExpectedMoment} for an iterator, a snapshot or a copy, which show all keys as they
 * were at one moment.
 */
@NullMarked
package dev.lasso.workloads.model;

import org.jspecify.annotations.NullMarked;
