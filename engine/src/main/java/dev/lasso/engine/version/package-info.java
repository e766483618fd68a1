/**
 * Which tables make up each column family, now and on disk. A {@link dev.lasso.engine.version.Version} is the tables of
 * each level and never changes; a {@link dev.lasso.engine.version.VersionEdit} leads from one to the next, and
 * {@link dev.lasso.engine.version.VersionSet} writes it to the manifest before anyone sees the version that it makes.
 */
@NullMarked
package dev.lasso.engine.version;

import org.jspecify.annotations.NullMarked;
