package dev.lasso.sim.weave;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import org.jspecify.annotations.Nullable;

/**
 * Follows the array initialisers of a body, also those that calls with a variable number of arguments make: nobody else
 * knows such an array yet, so that its stores are of no interest.
 *
 * <p>Compilers write one as: create, then for each element copy the reference, push the index and the value, store.
 */
final class ArrayInitialisers {

  private int open;
  private @Nullable Instruction last;
  private @Nullable Instruction lastButOne;

  /** Whether a store that comes now is one of an initialiser. */
  boolean areOpen() {
    return open > 0;
  }

  void follow(Instruction instruction) {
    if (last instanceof ArrayStoreInstruction && open > 0 && instruction.opcode() != Opcode.DUP) {
      open--;
    }
    if (isCreation(lastButOne)
        && last != null
        && last.opcode() == Opcode.DUP
        && instruction instanceof ConstantInstruction) {
      open++;
    }
    lastButOne = last;
    last = instruction;
  }

  private static boolean isCreation(@Nullable Instruction instruction) {
    return instruction instanceof NewReferenceArrayInstruction || instruction instanceof NewPrimitiveArrayInstruction;
  }
}
