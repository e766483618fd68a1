package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;

/**
 * The edit that names the place before every instruction that makes an object or an array, so that it can fail there.
 * It comes before the guard of an active use: where the JVM initialises the class, it does so within the instruction.
 */
final class AllocationSites implements Edit {

  /** What is put before an instruction: a constant of any index, and the call. */
  static final int BYTES = 6;

  private final String method;
  private int line;

  /** @param method class and method, as a stack trace names them */
  AllocationSites(String method) {
    this.method = method;
  }

  static boolean allocates(CodeElement element) {
    return element instanceof NewObjectInstruction || element instanceof NewPrimitiveArrayInstruction
        || element instanceof NewReferenceArrayInstruction || element instanceof NewMultiArrayInstruction;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (element instanceof LineNumber number) {
      line = number.line();
    }
    if (!allocates(element)) {
      return Change.NONE;
    }
    Hook.ALLOCATION.call(out.loadConstant(line == 0 ? method : method + ":" + line));
    return Change.PRECEDED;
  }
}
