/** What may be read while what is under way. */
@NullMarked
package dev.lasso.workloads.model;

import org.jspecify.annotations.NullMarked;
