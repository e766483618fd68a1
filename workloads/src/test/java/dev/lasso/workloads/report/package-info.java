/** Tests of what a person reads of one run; those of the page drive a real browser. */
@NullMarked
package dev.lasso.workloads.report;

import org.jspecify.annotations.NullMarked;
