package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;

/**
 * Follows a constructor to where {@code this} becomes an object, which no call may receive before.
 *
 * <p>Compilers write a new object's creation and its constructor call in balance, so the first call of a constructor
 * that no creation is waiting for is the one of {@code super()} or {@code this()}.
 */
final class Construction {

  private boolean pending = true;
  private int waiting;

  /** Whether {@code this} is not an object yet. */
  boolean isPending() {
    return pending;
  }

  void follow(Instruction instruction) {
    if (instruction instanceof NewObjectInstruction) {
      waiting++;
    } else if (instruction instanceof InvokeInstruction call && call.name().equalsString(INIT_NAME)) {
      pending &= waiting > 0;
      waiting--;
    }
  }
}
