package dev.lasso.sim.trace;

import dev.lasso.sim.weave.AddedMethods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the program stands on the calling thread: its own frames, without those of the JDK and of Lasso. */
final class ProgramFrames {

  /** The most frames that are kept. */
  static final int MOST = 8;

  private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** Each list once: a run stands in the same places again and again. */
  private final Map<List<String>, List<String>> known = new HashMap<>();

  /** The innermost frames, as {@code Class.method:line}. */
  List<String> here() {
    List<String> frames = WALKER.walk(ProgramFrames::ofProgram);
    List<String> same = known.putIfAbsent(frames, frames);
    return same == null ? frames : same;
  }

  private static List<String> ofProgram(Stream<StackWalker.StackFrame> stack) {
    List<String> frames = new ArrayList<>(MOST);
    var rest = stack.iterator();
    while (rest.hasNext() && frames.size() < MOST) {
      StackWalker.StackFrame frame = rest.next();
      if (isOfProgram(frame.getDeclaringClass())) {
        String method = AddedMethods.original(frame.getMethodName());
        if (method != null) {
          frames.add(frame.getClassName() + "." + method
              + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : ""));
        }
      }
    }
    return frames;
  }

  private static boolean isOfProgram(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null && loader != ClassLoader.getPlatformClassLoader()
        && loader != ProgramFrames.class.getClassLoader();
  }
}
