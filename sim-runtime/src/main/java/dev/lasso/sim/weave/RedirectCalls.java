package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.function.Consumer;

/** The edit that calls hooks in place of the methods in a {@link Redirects} table. */
final class RedirectCalls implements Edit {

  private final Redirects table;
  private final LoaderClasses classes;
  private final Consumer<Redirect> used;

  RedirectCalls(Redirects table, LoaderClasses classes, Consumer<Redirect> used) {
    this.table = table;
    this.classes = classes;
    this.used = used;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!(element instanceof InvokeInstruction call)) {
      return Change.NONE;
    }
    Redirect row = table.find(
        call.owner().asInternalName(),
        call.name().stringValue(),
        call.type().stringValue(),
        call.opcode() == Opcode.INVOKESTATIC,
        classes::inherits);
    if (row == null) {
      return Change.NONE;
    }
    row.weave(out, call);
    used.accept(row);
    return Change.REPLACED;
  }
}
