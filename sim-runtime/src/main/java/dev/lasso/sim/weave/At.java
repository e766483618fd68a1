package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The edit that puts code at certain instructions: before, behind, or instead of them. */
record At(Predicate<CodeElement> where, Place place, Consumer<CodeBuilder> code) implements Edit {

  enum Place {
    BEFORE, BEHIND, INSTEAD
  }

  static At insteadOfField(String field, Hook hook) {
    return new At(element -> isRead(element, Opcode.GETFIELD, field), Place.INSTEAD, hook::call);
  }

  static At behindStatic(String field, Consumer<CodeBuilder> code) {
    return new At(element -> isRead(element, Opcode.GETSTATIC, field), Place.BEHIND, code);
  }

  static At behindCall(String method, Consumer<CodeBuilder> code) {
    return new At(
        element -> element instanceof InvokeInstruction call && call.name().equalsString(method), Place.BEHIND, code);
  }

  static At beforeCall(String method, Consumer<CodeBuilder> code) {
    return new At(
        element -> element instanceof InvokeInstruction call && call.name().equalsString(method), Place.BEFORE, code);
  }

  static At beforeReturn(Consumer<CodeBuilder> code) {
    return new At(ReturnInstruction.class::isInstance, Place.BEFORE, code);
  }

  private static boolean isRead(CodeElement element, Opcode opcode, String field) {
    return element instanceof FieldInstruction read && read.opcode() == opcode && read.name().equalsString(field);
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!where.test(element)) {
      return Change.NONE;
    }
    if (place == Place.BEHIND) {
      out.with(element);
    }
    code.accept(out);
    return place == Place.BEFORE ? Change.PRECEDED : Change.REPLACED;
  }
}
