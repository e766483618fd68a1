/**
 * What happens to a JVM that is started with {@code -javaagent}: the hooks are given to the boot loader, the JDK is
 * woven, and from then on every class of a {@link dev.lasso.sim.agent.ProgramLoader} is woven as it is defined. All
 * other classes, and all other threads, stay as they are.
 *
 * <p>Start at {@link dev.lasso.sim.agent.Agent}; {@link dev.lasso.sim.agent.Installation} is what it leaves behind;
 * {@link dev.lasso.sim.agent.JdkForms} is why all processes but the first start fast.
 */
@NullMarked
package dev.lasso.sim.agent;

import org.jspecify.annotations.NullMarked;
