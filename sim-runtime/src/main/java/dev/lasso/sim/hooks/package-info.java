/**
 * The static doors that woven code calls. This package alone is the boot loader's, where the JDK's own classes and the
 * program's find it; it holds no logic and knows nothing of what is behind the {@link dev.lasso.sim.hooks.Door}.
 */
package dev.lasso.sim.hooks;
