/**
 * The engine beside others: {@link dev.lasso.workloads.store.StoreBenchmark} measures one
 * {@link dev.lasso.workloads.store.Store} in a process of its own, on real threads and files. The others are not among
 * what Lasso needs: only such a process has them on its class path.
 */
@NullMarked
package dev.lasso.workloads.store;

import org.jspecify.annotations.NullMarked;
