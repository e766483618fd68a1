package dev.lasso.sim.explore;

import org.jspecify.annotations.Nullable;

/**
 * The conflict relation: which two operations may not be exchanged without the program seeing a difference.
 *
 * <ul> <li>Accesses conflict if they are to the same member of the same object and one of them writes. Elements of one
 * array are not told apart, nor are static fields of the same name. <li>Calls into {@code java.util.concurrent} conflict
 * if they are on the same object, whatever they do there; static calls if they have the same name. <li>The primitives
 * conflict if they are on the same object: two entries of a monitor, a park and the unpark of that task, a start, an
 * interrupt and a join of one task. Those without an object conflict with nothing. <li>All calls that act on files
 * conflict: which file it is only the call itself finds out. </ul>
 *
 * <p>A field is not compared with a call that reaches it through a {@code VarHandle} or an updater, nor a lock that a
 * task was parked for with calls on it: the names of the two differ. A strategy that believes such a pair independent
 * explores less by that, and claims nothing.
 */
public final class Conflicts {

  private Conflicts() {}

  /** Whether the pending operations of the tasks at two positions conflict. */
  public static boolean between(EnabledTasks enabled, int a, int b) {
    return between(enabled.operation(a), enabled.object(a), enabled.operation(b), enabled.object(b));
  }

  /** Whether two operations conflict, each on its object or, where it is null, on none. */
  public static boolean between(int a, @Nullable Object objectOfA, int b, @Nullable Object objectOfB) {
    if (Operations.kind(a) == Operations.FILE_CALL && Operations.kind(b) == Operations.FILE_CALL) {
      return true;
    }
    if (objectOfA != objectOfB) {
      return false;
    }
    if (Operations.isAccess(a) || Operations.isAccess(b)) {
      return Operations.group(a) == Operations.group(b) && !(Operations.isRead(a) && Operations.isRead(b));
    }
    int kind = Operations.kind(a);
    if (kind == Operations.JUC_CALL || Operations.kind(b) == Operations.JUC_CALL) {
      return objectOfA == null ? a == b : kind == Operations.kind(b);
    }
    return objectOfA != null;
  }
}
