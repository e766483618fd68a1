package dev.lasso.sim.weave;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.DynamicConstantDesc;
import org.jspecify.annotations.Nullable;

/**
 * Follows the local in which JaCoCo keeps a method's probes: a probe is a store into a boolean array, and must be no
 * point, or a seed would mean something else under coverage.
 */
final class CoverageProbes {

  /** The method that makes a class's probes. */
  static final String INIT = "$jacocoInit";

  private static final int NONE = -1;

  /** A probe is: the array, its number, true, store. */
  private static final int FROM_ARRAY_TO_STORE = 2;

  private int local = NONE;
  private int sinceLoad;
  private @Nullable Instruction last;

  /** Whether a store into a byte or boolean array that comes now sets a probe. */
  boolean isProbe(Opcode store) {
    return store == Opcode.BASTORE && local != NONE && sinceLoad == FROM_ARRAY_TO_STORE;
  }

  void follow(Instruction instruction) {
    sinceLoad = instruction instanceof LoadInstruction load && load.slot() == local ? 0 : sinceLoad + 1;
    if (instruction instanceof StoreInstruction store && isInit(last)) {
      local = store.slot();
    }
    last = instruction;
  }

  private static boolean isInit(@Nullable Instruction instruction) {
    return switch (instruction) {
      case InvokeInstruction call -> call.name().equalsString(INIT);
      case ConstantInstruction constant -> constant.constantValue() instanceof DynamicConstantDesc<?> dynamic
          && dynamic.constantName().equals(INIT);
      case null, default -> false;
    };
  }
}
