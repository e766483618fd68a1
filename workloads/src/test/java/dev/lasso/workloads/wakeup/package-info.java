/** Wake-ups without a reason, and programs that forget them. */
@NullMarked
package dev.lasso.workloads.wakeup;

import org.jspecify.annotations.NullMarked;
