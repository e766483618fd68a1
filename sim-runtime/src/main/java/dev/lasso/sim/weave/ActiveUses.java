package dev.lasso.sim.weave;

import dev.lasso.sim.weave.LoaderClasses.Field;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;

/**
 * The edit that guards the active uses of other classes: see {@link Restarts}. It comes last of all edits that put
 * something before an instruction, since the JVM would initialise in the instruction itself.
 */
final class ActiveUses implements Edit {

  private final Restarts restarts;
  private final LoaderClasses classes;

  ActiveUses(Restarts restarts, LoaderClasses classes) {
    this.restarts = restarts;
    this.classes = classes;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    return switch (element) {
      case FieldInstruction access when access.opcode() == Opcode.GETSTATIC || access.opcode() == Opcode.PUTSTATIC -> {
        String owner = access.owner().asInternalName();
        Field field = classes.field(owner, access.name().stringValue(), access.type().stringValue());
        yield change(field != null && restarts.guardUse(out, access.owner().asSymbol(), field.owner()));
      }
      case NewObjectInstruction made ->
        change(restarts.guardUse(out, made.className().asSymbol(), made.className().asInternalName()));
      default -> Change.NONE;
    };
  }

  private static Change change(boolean guarded) {
    return guarded ? Change.PRECEDED : Change.NONE;
  }
}
