/**
 * A tour of {@code java.util.concurrent} and of {@link Thread}: every class that blocks is used at least once, and what
 * the tour prints does not depend on the schedule. Start at {@link dev.lasso.workloads.tour.JucTour}.
 */
@NullMarked
package dev.lasso.workloads.tour;

import org.jspecify.annotations.NullMarked;
