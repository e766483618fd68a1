package dev.lasso.sim.live.state;

import dev.lasso.sim.live.state.Labels.Kind;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.weave.Liveness;
import dev.lasso.sim.weave.Liveness.Write;
import java.util.HashMap;
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
  private final Map<String, Live> known = new HashMap<>();

  private record Live(Class<?> type, @Nullable Liveness liveness) {}

  /**
   * A reader of frames.
   *
   * @param code the class file that a class runs with, or null if that is not to be had
   */
  FrameReader(Labels labels, Function<Class<?>, byte @Nullable []> code) {
    this.labels = labels;
    this.code = code;
  }

  /**
   * Tells {@code state} of the frames of a task.
   *
   * @param now virtual nanoseconds since the start of the run
   */
  void read(Task task, long now, StateReader.Sink state) {
    for (TaskFrame frame : TaskFrames.of(task)) {
      read(frame, now, state);
    }
  }

  private void read(TaskFrame frame, long now, StateReader.Sink state) {
    String where = Shapes.name(frame.owner()) + "." + frame.method();
    state.value(labels.number("instruction of " + where + frame.descriptor(), Kind.SHAPE), frame.index());
    Liveness liveness = liveness(frame);
    char[] live = liveness == null ? null : liveness.behind(frame.index());
    Object[] locals = frame.locals();
    for (int i = 0; i < locals.length; i++) {
      char kind = live == null ? all(locals[i]) : i < live.length ? live[i] : Liveness.DEAD;
      switch (kind) {
        case Liveness.DEAD -> {}
        case 'L' -> state.reference(labels.number("local " + i + " of " + where, Kind.SHAPE),
            TaskFrames.isPrimitive(locals[i]) ? null : locals[i]);
        case 'J' -> state.value(labels.number("local " + i + " of " + where, Kind.LONG),
            longValue(frame, bits(locals[i + 1]), now));
        case 'D' -> state.value(labels.number("local " + i + " of " + where, Kind.VALUE), bits(locals[i + 1]));
        default -> state.value(labels.number("local " + i + " of " + where, Kind.VALUE), (int) bits(locals[i]));
      }
    }
    operands(frame, where, liveness, state);
  }

  private void operands(TaskFrame frame, String where, @Nullable Liveness liveness, StateReader.Sink state) {
    Object[] operands = frame.operands();
    Write unread = liveness == null ? null : unread(frame, liveness, state);
    for (int i = 0; i < operands.length; i++) {
      Object operand = operands[i];
      if (unread != null && unread.isOf(operands.length - 1 - i)) {
        continue;
      }
      if (operand != null && TaskFrames.isPrimitive(operand)) {
        state.value(labels.number("operand of " + where, Kind.LONG), TaskFrames.bits(operand));
      } else {
        state.reference(labels.number("operand of " + where, Kind.SHAPE), operand);
      }
    }
  }

  /** What is about to be written to a field that nobody reads is no state, as the field is none. */
  private static @Nullable Write unread(TaskFrame frame, Liveness liveness, StateReader.Sink state) {
    Write write = liveness.writeBehind(frame.index());
    return write == null || !write.owner().equals(frame.owner().getName().replace('.', '/'))
        || state.isState(frame.owner(), write.field()) ? null : write;
  }

  /** In Lasso's own frames these are deadlines, counted from the start of the run. */
  private static long longValue(TaskFrame frame, long value, long now) {
    return frame.owner().getName().startsWith(LASSO) && value != Scheduler.NEVER ? value - now : value;
  }

  /** Where nothing is known all is taken for live: then two states may differ that are equal. */
  private static char all(@Nullable Object local) {
    return local == null || !TaskFrames.isPrimitive(local) ? 'L' : 'I';
  }

  private static long bits(@Nullable Object local) {
    return local == null ? 0 : TaskFrames.bits(local);
  }

  private @Nullable Liveness liveness(TaskFrame frame) {
    String key = frame.owner().getName() + "." + frame.method() + frame.descriptor();
    Live found = known.get(key);
    if (found == null || found.type != frame.owner()) {
      byte[] classFile = frame.owner().isHidden() ? null : code.apply(frame.owner());
      found = new Live(frame.owner(),
          classFile == null ? null : Liveness.of(classFile, frame.method(), frame.descriptor()));
      known.put(key, found);
    }
    return found.liveness;
  }
}
