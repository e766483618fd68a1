/**
 * Files and directories as the engine uses them: append and sync, read at an offset, the names of database files. All
 * of it goes through {@link java.nio.file.Path} and {@link java.nio.channels.FileChannel}, so any file system provider
 * can stand behind it. A channel closes itself when its thread is interrupted; {@link dev.lasso.engine.file.Shielded}
 * keeps an interrupted caller from closing a log that all writers share.
 */
@NullMarked
package dev.lasso.engine.file;

import org.jspecify.annotations.NullMarked;
