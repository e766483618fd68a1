package java.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.internal.vm.Continuation;

/**
 * The frames of a suspended continuation with what their variables refer to. The agent defines this class into
 * java.base, so it must not refer to anything of Lasso.
 */
public final class TaskFrames {

  private TaskFrames() {}

  /**
   * The class of each frame, and the objects that its local variables and operand stack refer to, innermost frame first,
   * those of hidden frames too. A frame that was compiled shows only what its code still needs.
   */
  public static List<Object> references(Object continuation) {
    Continuation suspended = (Continuation) continuation;
    StackWalker walker = LiveStackFrame.getStackWalker(
        Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES), suspended.getScope(),
        suspended);
    List<Object> found = new ArrayList<>();
    walker.forEach(frame -> {
      found.add(frame.getDeclaringClass());
      add(((LiveStackFrame) frame).getLocals(), found);
      add(((LiveStackFrame) frame).getStack(), found);
    });
    return found;
  }

  private static void add(Object[] values, List<Object> found) {
    for (Object value : values) {
      if (value != null && !(value instanceof LiveStackFrame.PrimitiveSlot)) {
        found.add(value);
      }
    }
  }
}
