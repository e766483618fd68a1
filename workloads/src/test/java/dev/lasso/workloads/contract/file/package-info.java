/**
 * What files mean: programs that each use one part of the JDK's file classes, and note results and errors in terms that
 * depend neither on the file system's size, times and order, nor on the user. Each runs once on the host's disk and once
 * under simulation, and must observe the same. {@link dev.lasso.workloads.contract.file.FileContractTest} runs both
 * arms.
 *
 * <p>
 * A contract takes a {@link dev.lasso.workloads.contract.file.Directory}, which is its own: it works there, notes what
 * it observed there, and leaves no handle open.
 */
@NullMarked
package dev.lasso.workloads.contract.file;

import org.jspecify.annotations.NullMarked;
