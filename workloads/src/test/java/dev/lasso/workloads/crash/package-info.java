/** What the engine leaves when its process is killed, judged by the crash oracle. */
@NullMarked
package dev.lasso.workloads.crash;

import org.jspecify.annotations.NullMarked;
