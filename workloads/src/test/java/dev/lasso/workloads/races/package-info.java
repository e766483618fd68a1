/** Programs with and without data races, and whether they are told apart. */
@NullMarked
package dev.lasso.workloads.races;

import org.jspecify.annotations.NullMarked;
