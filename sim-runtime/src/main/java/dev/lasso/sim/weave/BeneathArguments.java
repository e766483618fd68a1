package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;
import java.util.function.Consumer;

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
    pass(out, arguments, it -> hook.call(it.loadConstant(operation)));
  }

  /** With {@code arguments} above the object, has a copy of the object taken from the stack. */
  void pass(CodeBuilder out, List<TypeKind> arguments, Consumer<CodeBuilder> taker) {
    int slots = arguments.stream().mapToInt(TypeKind::slotSize).sum();
    switch (slots) {
      case 0 -> taker.accept(out.dup());
      case 1 -> taker.accept(out.dup2().pop());
      case 2 -> {
        taker.accept(out.dup2_x1().pop2().dup());
        out.dup_x2().pop();
      }
      default -> {
        spill(out, arguments);
        taker.accept(out.dup());
        unspill(out, arguments);
      }
    }
  }

  /** The same for an array beneath an index and, where it is written to, a value. */
  void passArray(CodeBuilder out, int valueSlots, Hook hook, int operation) {
    passElement(out, valueSlots, it -> hook.call(it.pop().loadConstant(operation)));
  }

  /** Has a copy of array and index taken from the stack, above which a value may lie. */
  void passElement(CodeBuilder out, int valueSlots, Consumer<CodeBuilder> taker) {
    switch (valueSlots) {
      case 0 -> taker.accept(out.dup2());
      case 1 -> {
        taker.accept(out.dup_x2().pop().dup2());
        out.dup2_x1().pop2();
      }
      default -> {
        taker.accept(out.dup2_x2().pop2().dup2());
        out.dup2_x2().pop2();
      }
    }
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
