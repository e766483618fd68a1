package dev.lasso.sim.trace;

import dev.lasso.sim.weave.AddedMethods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the program stands on the calling thread: its own frames, without those of the JDK and of Lasso. */
public final class ProgramFrames {

  /** The most frames that are kept. */
  static final int MOST = 8;

  private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** What is known of a place in a method: a run stands in the same places again and again. */
  private final Map<Place, String> known = new HashMap<>();

  /** Each list once. */
  private final Map<List<String>, List<String>> lists = new HashMap<>();

  /** By names: the identity hash of a class is the same for all in a run. */
  private record Place(String type, String method, int index) {}

  /** The innermost frames, as {@code Class.method:line}. */
  public List<String> here() {
    List<String> frames = WALKER.walk(this::ofProgram);
    List<String> same = lists.putIfAbsent(frames, frames);
    return same == null ? frames : same;
  }

  private List<String> ofProgram(Stream<StackWalker.StackFrame> stack) {
    List<String> frames = new ArrayList<>(MOST);
    var rest = stack.iterator();
    while (rest.hasNext() && frames.size() < MOST) {
      StackWalker.StackFrame frame = rest.next();
      if (isOfProgram(frame.getDeclaringClass())) {
        String text = text(frame);
        if (!text.isEmpty()) {
          frames.add(text);
        }
      }
    }
    return frames;
  }

  /** An empty string for a frame that weaving has added. */
  private String text(StackWalker.StackFrame frame) {
    Place place = new Place(frame.getClassName(), frame.getMethodName(), frame.getByteCodeIndex());
    String text = known.get(place);
    if (text == null) {
      String method = AddedMethods.original(frame.getMethodName());
      int line = frame.getLineNumber();
      text = method == null ? "" : frame.getClassName() + "." + method + (line > 0 ? ":" + line : "");
      known.put(place, text);
    }
    return text;
  }

  private static boolean isOfProgram(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null && loader != ClassLoader.getPlatformClassLoader()
        && loader != ProgramFrames.class.getClassLoader();
  }
}
