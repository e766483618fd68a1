/**
 * How writers are ordered, grouped, slowed and stopped. {@link dev.lasso.engine.write.WriteThread} is the queue of
 * writers; {@link dev.lasso.engine.write.WriteController} is the brake;
 * {@link dev.lasso.engine.write.StallConditions} puts the foot on it. Names, numbers and texts are RocksDB 4.9's.
 */
@NullMarked
package dev.lasso.engine.write;

import org.jspecify.annotations.NullMarked;
