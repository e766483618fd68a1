package dev.lasso.sim.weave;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.MethodModel;
import java.util.List;

/** What is to be done to the methods of one class. */
interface Treatment {

  /** Which bodies {@code method} gets. */
  TwoBodies bodies(MethodModel method, Survey survey);

  /** Fresh edits of the body that tasks run, in the order in which they see an element. */
  List<Edit> edits(MethodModel method, Survey survey, TwoBodies bodies);

  /** Adds what the class needs besides its methods. */
  default void end(ClassBuilder out) {}

  /** Told of each edit that has changed something. */
  default void changedBy(Edit edit) {}
}
