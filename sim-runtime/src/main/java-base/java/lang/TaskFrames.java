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
    List<Object> found = new ArrayList<>();
    for (TaskFrame frame : of(continuation)) {
      found.add(frame.owner());
      add(frame.locals(), found);
      add(frame.operands(), found);
    }
    return found;
  }

  /** Each frame, innermost first, hidden ones too, with what its variables hold. */
  public static List<TaskFrame> of(Object continuation) {
    Continuation suspended = (Continuation) continuation;
    StackWalker walker = LiveStackFrame.getStackWalker(
        Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES), suspended.getScope(),
        suspended);
    List<TaskFrame> frames = new ArrayList<>();
    walker.forEach(frame -> frames.add(new TaskFrame(frame.getDeclaringClass(), frame.getMethodName(),
        frame.getDescriptor(), frame.getByteCodeIndex(), ((LiveStackFrame) frame).getLocals(),
        ((LiveStackFrame) frame).getStack())));
    return frames;
  }

  /**
   * Whether a variable of a frame holds no reference. A long or double takes two variables, of which the second holds
   * its {@link #bits}.
   */
  public static boolean isPrimitive(Object variable) {
    return variable instanceof LiveStackFrame.PrimitiveSlot;
  }

  /** What such a variable holds; of an int the upper half means nothing. */
  public static long bits(Object variable) {
    LiveStackFrame.PrimitiveSlot slot = (LiveStackFrame.PrimitiveSlot) variable;
    return slot.size() == Long.BYTES ? slot.longValue() : slot.intValue();
  }

  private static void add(Object[] values, List<Object> found) {
    for (Object value : values) {
      if (value != null && !isPrimitive(value)) {
        found.add(value);
      }
    }
  }
}
