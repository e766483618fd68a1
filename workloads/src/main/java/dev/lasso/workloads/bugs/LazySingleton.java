package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * A registry made on first use. Two users may both find that there is none, make one each and register with different
 * ones, so that one registration is lost: FAILED. The twin makes it with a monitor held.
 */
public final class LazySingleton implements Program {

  private final boolean fixed;
  private @Nullable Registry registry;

  public LazySingleton(boolean fixed) {
    this.fixed = fixed;
  }

  private static final class Registry {

    private int users;

    synchronized void register() {
      users++;
    }
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("user", this::use);
    crew.add("user", this::use);
    crew.run();
    if (registry().users != 2) {
      throw new AssertionError("registered users: " + registry().users);
    }
  }

  private void use() {
    if (fixed) {
      lockedRegistry().register();
    } else {
      registry().register();
    }
  }

  private synchronized Registry lockedRegistry() {
    return registry();
  }

  private Registry registry() {
    Registry found = registry;
    if (found == null) {
      found = new Registry();
      registry = found;
    }
    return found;
  }

  @Override
  public String result() {
    return "users " + registry().users;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new LazySingleton(Program.fixed(args)));
  }
}
