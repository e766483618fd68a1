/**
 * Correct programs that a simulator is tempted to report: long loops, spinning, polling, waits that time out, order by
 * sleep, back-off, idle daemons. {@link dev.lasso.workloads.correct.CorrectPrograms} is the table. Like the correct
 * twins of {@link dev.lasso.workloads.bugs} they are LIVE on every schedule.
 */
@NullMarked
package dev.lasso.workloads.correct;

import org.jspecify.annotations.NullMarked;
