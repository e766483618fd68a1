package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;

/**
 * Code that copies an object which lies on the stack beneath the arguments of the coming instruction, to pass it to a
 * hook, and leaves the stack as it was.
 *
 * <p>Up to two slots of arguments the stack instructions suffice, and cost nothing once compiled. Beyond that the
 * arguments go through locals that the method does not use.
 */
final class BeneathArguments {

  private final int firstFreeLocal;

  BeneathArguments(int firstFreeLocal) {
    this.firstFreeLocal = firstFreeLocal;
  }

  /** With {@code arguments} above the object, calls {@code hook} of the object and an operation. */
  void pass(CodeBuilder out, List<TypeKind> arguments, Hook hook, int operation) {
    int slots = arguments.stream().mapToInt(TypeKind::slotSize).sum();
    switch (slots) {
      case 0 -> call(out.dup(), hook, operation);
      case 1 -> call(out.dup2().pop(), hook, operation);
      case 2 -> {
        call(out.dup2_x1().pop2().dup(), hook, operation);
        out.dup_x2().pop();
      }
      default -> {
        spill(out, arguments);
        call(out.dup(), hook, operation);
        unspill(out, arguments);
      }
    }
  }

  /** The same for an array beneath an index and, where it is written to, a value. */
  void passArray(CodeBuilder out, int valueSlots, Hook hook, int operation) {
    switch (valueSlots) {
      case 0 -> call(out.dup2().pop(), hook, operation);
      case 1 -> {
        call(out.dup_x2().pop().dup2().pop(), hook, operation);
        out.dup2_x1().pop2();
      }
      default -> {
        call(out.dup2_x2().pop2().dup2().pop(), hook, operation);
        out.dup2_x2().pop2();
      }
    }
  }

  private static void call(CodeBuilder out, Hook hook, int operation) {
    hook.call(out.loadConstant(operation));
  }

  private void spill(CodeBuilder out, List<TypeKind> arguments) {
    int local = firstFreeLocal;
    for (TypeKind argument : arguments.reversed()) {
      out.storeLocal(argument, local);
      local += argument.slotSize();
    }
  }

  private void unspill(CodeBuilder out, List<TypeKind> arguments) {
    int local = firstFreeLocal + arguments.stream().mapToInt(TypeKind::slotSize).sum();
    for (TypeKind argument : arguments) {
      local -= argument.slotSize();
      out.loadLocal(argument, local);
    }
  }
}
