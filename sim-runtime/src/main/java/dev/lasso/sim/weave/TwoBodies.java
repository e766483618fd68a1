package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.MethodModel;

/**
 * How a method with monitors serves both tasks, which must take simulated ones, and other threads, which must take the
 * real ones.
 *
 * <p>To ask at each instruction would do in principle, but HotSpot compiles only code in which it can pair the monitors
 * on every path. So there are two bodies wherever there can be.
 */
enum TwoBodies {
  /** The method has no monitors: one body serves all, and each hook asks for itself. */
  NOT_NEEDED,
  /** The original moves to a private method beside the woven one, which calls it for other threads. */
  SPLIT,
  /** Constructors and initialisers cannot move: the method holds both bodies, one behind the other. */
  IN_ONE_METHOD,
  /** Both do not fit into one method: one body, that asks at each instruction. */
  BRANCHING;

  /** Twice this, and the points, fit into a method. */
  private static final int LARGEST_TWIN = 20_000;

  static TwoBodies of(MethodModel method, Survey survey) {
    if (!SplitMethod.isSynchronized(method) && !survey.hasMonitors()) {
      return NOT_NEEDED;
    }
    boolean mustStay = method.methodName().equalsString(INIT_NAME) || method.methodName().equalsString(CLASS_INIT_NAME);
    return mustStay ? inOneMethod(survey) : SPLIT;
  }

  static TwoBodies inOneMethod(Survey survey) {
    return survey.length() <= LARGEST_TWIN ? IN_ONE_METHOD : BRANCHING;
  }
}
