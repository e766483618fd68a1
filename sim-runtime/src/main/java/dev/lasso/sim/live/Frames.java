package dev.lasso.sim.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The frames of a task as a person wants them: the program's own, and of the JDK's only those that the program called
 * directly. What Lasso adds is left out.
 */
final class Frames {

  private static final int SHOWN = 8;

  /** What a task's first frame stands on. */
  private static final String BENEATH = "jdk.internal.vm.Continuation";

  private Frames() {}

  /** At most {@value #SHOWN} lines, innermost first. */
  static List<String> lines(StackTraceElement[] trace) {
    List<StackTraceElement> chosen = chosen(trace);
    List<String> lines = new ArrayList<>();
    for (StackTraceElement frame : chosen.subList(0, Math.min(SHOWN, chosen.size()))) {
      lines.add("at " + text(frame));
    }
    if (chosen.size() > SHOWN) {
      lines.add("... " + (chosen.size() - SHOWN) + " more");
    }
    return lines;
  }

  /** Every frame but Lasso's own, and those beneath the task; where there are no others, all. */
  static List<String> all(StackTraceElement[] trace) {
    List<String> lines = Stream.of(trace).takeWhile(frame -> !frame.getClassName().equals(BENEATH))
        .filter(frame -> !ofLasso(frame)).map(frame -> "at " + text(frame)).toList();
    return lines.isEmpty() ? Stream.of(trace).map(frame -> "at " + text(frame)).toList() : lines;
  }

  /** The innermost frame of the program, or an empty string. */
  static String innermostOfProgram(StackTraceElement[] trace) {
    for (StackTraceElement frame : trace) {
      if (OF_PROGRAM.test(frame)) {
        return frame.getClassName() + "." + frame.getMethodName();
      }
    }
    return "";
  }

  /** Classes of the JDK without their package, which everybody knows. */
  static String text(StackTraceElement frame) {
    String place = frame.getFileName() == null
        ? "unknown source"
        : frame.getFileName() + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "");
    String name = frame.getClassName();
    String type = name.startsWith("java.") ? name.substring(name.lastIndexOf('.') + 1) : name;
    return type + "." + frame.getMethodName() + "(" + place + ")";
  }

  private static List<StackTraceElement> chosen(StackTraceElement[] trace) {
    List<StackTraceElement> chosen = new ArrayList<>();
    for (int i = 0; i < trace.length; i++) {
      boolean calledByProgram = i + 1 < trace.length && OF_PROGRAM.test(trace[i + 1]);
      if (OF_PROGRAM.test(trace[i]) || calledByProgram && !ofLasso(trace[i])) {
        chosen.add(trace[i]);
      }
    }
    return chosen;
  }

  private static boolean ofLasso(StackTraceElement frame) {
    return frame.getClassName().startsWith("dev.lasso.sim.");
  }

  private static final Predicate<StackTraceElement> OF_PROGRAM = frame -> {
    String name = frame.getClassName();
    return !ofLasso(frame) && !name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")
        && !name.startsWith("javax.");
  };
}
