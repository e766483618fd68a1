package dev.lasso.sim.weave;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done to the methods of one class. */
interface Treatment {

  /** Which bodies {@code method} gets. */
  TwoBodies bodies(MethodModel method, Survey survey);

  /** Fresh edits of the body that tasks run, in the order in which they see an element. */
  List<Edit> edits(MethodModel method, Survey survey, TwoBodies bodies);

  /** Fresh edits of the body that other threads run. */
  default List<Edit> editsOfUnwoven(MethodModel method) {
    return List.of();
  }

  /** The private method that the body of {@code method} moves to, which is then gone; null if it stays. */
  default @Nullable String movesTo(MethodModel method) {
    return null;
  }

  /** Whether a field must not be final. */
  default boolean opens(FieldModel field) {
    return false;
  }

  /** Adds what the class needs besides its methods. */
  default void end(ClassBuilder out) {}

  /** Told of each edit that has changed something. */
  default void changedBy(Edit edit) {}
}
