/** The engine held against others: a sorted map, and RocksDB as it is now. */
@NullMarked
package dev.lasso.workloads.store;

import org.jspecify.annotations.NullMarked;
