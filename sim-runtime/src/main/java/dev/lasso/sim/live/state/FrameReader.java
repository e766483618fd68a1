package dev.lasso.sim.live.state;

import dev.lasso.sim.live.state.Labels.Kind;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.weave.FrameCode;
import dev.lasso.sim.weave.FrameCode.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a suspended task: which methods, at which instruction, with which live variables. A variable that is
 * not live holds what was left over, and a compiled frame does without; so what is live is found in the byte code.
 */
final class FrameReader {

  private static final String LASSO = "dev.lasso.sim.";

  private final Labels labels;
  private final Function<Class<?>, byte @Nullable []> code;

  /** By class, name and descriptor; null where the byte code is not to be had. */
  private final Map<String, Known> known = new HashMap<>();

  private record Known(Class<?> type, @Nullable FrameCode code) {}

  /**
   * A reader of frames.
   *
   * @param code the class file that a class runs with, or null if that is not to be had
   */
  FrameReader(Labels labels, Function<Class<?>, byte @Nullable []> code) {
    this.labels = labels;
    this.code = code;
  }

  /** Classes of the JDK have been woven anew. */
  void forgetCode() {
    known.clear();
  }

  /**
   * Tells {@code state} of the frames of a task.
   *
   * @param now virtual nanoseconds since the start of the run
   */
  void read(Task task, long now, StateReader.Sink state) {
    List<TaskFrame> frames = TaskFrames.of(task);
    frames.subList(0, task.id() == 0 ? ofProgram(frames) : frames.size()).forEach(frame -> read(frame, now, state));
  }

  /** How many frames of the root task there are up to the outermost of the program, which Lasso calls by reflection. */
  private static int ofProgram(List<TaskFrame> frames) {
    int size = frames.size();
    while (size > 0 && !Shapes.isOfProgram(frames.get(size - 1).owner())) {
      size--;
    }
    return size;
  }

  private void read(TaskFrame frame, long now, StateReader.Sink state) {
    String where = Shapes.name(frame.owner()) + "." + frame.method();
    state.value(labels.number("instruction of " + where + frame.descriptor(), Kind.SHAPE), frame.index());
    if (isForwarder(frame.owner())) {
      return;
    }
    FrameCode form = code(frame);
    char[] locals = form == null ? null : form.locals(frame.index());
    String operands = form == null ? null : form.operands(frame.index());
    if (form == null || locals == null || operands == null || operands.length() != frame.operands().length) {
      state.veto("what " + where + " holds on the stack cannot be read");
      return;
    }
    for (int i = 0; i < Math.min(locals.length, frame.locals().length); i++) {
      char kind = locals[i];
      int slot = kind == 'J' || kind == 'D' ? i + 1 : i;
      variable(kind, "local " + i + " of " + where, frame, frame.locals()[slot], now, state);
    }
    Write unread = unread(frame, form, state);
    for (int i = 0; i < operands.length(); i++) {
      if (unread == null || !unread.isOf(operands.length() - 1 - i)) {
        variable(operands.charAt(i), "operand of " + where, frame, frame.operands()[i], now, state);
      }
    }
  }

  private void variable(char kind, String name, TaskFrame frame, @Nullable Object value, long now,
      StateReader.Sink state) {
    switch (kind) {
      case FrameCode.DEAD, FrameCode.NOTHING -> {}
      case 'L' -> state.reference(labels.number(name, Kind.SHAPE),
          value != null && TaskFrames.isPrimitive(value) ? null : value);
      case 'J' -> state.value(labels.number(name, Kind.LONG), longValue(frame, bits(value), now));
      case 'D' -> state.value(labels.number(name, Kind.VALUE), bits(value));
      default -> state.value(labels.number(name, Kind.VALUE), (int) bits(value));
    }
  }

  /** What is about to be written to a field that nobody reads is no state, as the field is none. */
  private static @Nullable Write unread(TaskFrame frame, FrameCode form, StateReader.Sink state) {
    Write write = form.writeBehind(frame.index());
    return write == null || !write.owner().equals(frame.owner().getName().replace('.', '/'))
        || state.isState(frame.owner(), write.field()) ? null : write;
  }

  /** In Lasso's own frames these are deadlines, counted from the start of the run. */
  private static long longValue(TaskFrame frame, long value, long now) {
    return frame.owner().getName().startsWith(LASSO) && value != Scheduler.NEVER ? value - now : value;
  }

  /** What a lambda is made into holds nothing once it has called the lambda's body. */
  private static boolean isForwarder(Class<?> owner) {
    return owner.isHidden() && owner.isSynthetic() && owner.getName().contains("$$Lambda");
  }

  private static long bits(@Nullable Object local) {
    return local == null ? 0 : TaskFrames.bits(local);
  }

  private @Nullable FrameCode code(TaskFrame frame) {
    String key = frame.owner().getName() + "." + frame.method() + frame.descriptor();
    Known found = known.get(key);
    if (found == null || found.type != frame.owner()) {
      byte[] classFile = frame.owner().isHidden() ? null : code.apply(frame.owner());
      found = new Known(frame.owner(),
          classFile == null ? null : FrameCode.of(classFile, frame.method(), frame.descriptor()));
      known.put(key, found);
    }
    return found.code;
  }
}
