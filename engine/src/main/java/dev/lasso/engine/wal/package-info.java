/**
 * The record log: the framing of write-ahead logs and of the manifest. A file is blocks of 32 KiB; a record is cut into
 * fragments, none of which crosses a block; each has a header of seven bytes with the masked CRC32C of type and
 * payload (of eleven, with the log's number, in a file that RocksDB has recycled; such files are read, not written). So
 * a reader finds the next record after any damage, and knows a torn tail from a flipped bit.
 */
@NullMarked
package dev.lasso.engine.wal;

import org.jspecify.annotations.NullMarked;
