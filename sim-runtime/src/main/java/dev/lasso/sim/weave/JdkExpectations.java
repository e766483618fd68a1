package dev.lasso.sim.weave;

import java.util.Set;
import java.util.TreeSet;

/** What a simulation rests on and must therefore be found in the JDK it runs on: the specials, and these calls. */
final class JdkExpectations {

  /** A call of a redirected method by the JDK itself. */
  record Call(String caller, String callee) {

    @Override
    public String toString() {
      return caller.replace('/', '.') + " calls " + callee;
    }
  }

  static final Set<Call> CALLS = Set.of(
      new Call("java/lang/Thread", "start0"),
      new Call("java/lang/Thread", "interrupt0"),
      new Call("java/lang/Thread", "yield0"),
      new Call("java/lang/Thread", "sleepNanos0"),
      new Call("java/util/concurrent/locks/LockSupport", "park"),
      new Call("java/util/concurrent/locks/LockSupport", "unpark"));

  private JdkExpectations() {}

  static Set<String> owners() {
    Set<String> owners = new TreeSet<>(JdkSpecials.owners());
    CALLS.forEach(call -> owners.add(call.caller()));
    return owners;
  }
}
