package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.RuntimeInvisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.CharacterRange;
import java.lang.classfile.instruction.DiscontinuedInstruction.JsrInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The transform that copies a body with labels of its own, so that one method can hold it twice. */
final class Relabeling implements CodeTransform {

  private final Map<Label, Label> labels = new HashMap<>();

  private Relabeling() {}

  static CodeTransform fresh() {
    return CodeTransform.ofStateful(Relabeling::new);
  }

  @Override
  public void accept(CodeBuilder out, CodeElement element) {
    switch (element) {
      case LabelTarget it -> out.labelBinding(copy(out, it.label()));
      case BranchInstruction it -> out.branch(it.opcode(), copy(out, it.target()));
      case TableSwitchInstruction it ->
        out.tableswitch(it.lowValue(), it.highValue(), copy(out, it.defaultTarget()), copy(out, it.cases()));
      case LookupSwitchInstruction it -> out.lookupswitch(copy(out, it.defaultTarget()), copy(out, it.cases()));
      case JsrInstruction it -> out.with(JsrInstruction.of(it.opcode(), copy(out, it.target())));
      case ExceptionCatch it ->
        out.exceptionCatch(
            copy(out, it.tryStart()), copy(out, it.tryEnd()), copy(out, it.handler()), it.catchType());
      case LocalVariable it ->
        out.localVariable(it.slot(), it.name(), it.type(), copy(out, it.startScope()), copy(out, it.endScope()));
      case LocalVariableType it ->
        out.localVariableType(
            it.slot(), it.name(), it.signature(), copy(out, it.startScope()), copy(out, it.endScope()));
      case CharacterRange it ->
        out.characterRange(
            copy(out, it.startScope()),
            copy(out, it.endScope()),
            it.characterRangeStart(),
            it.characterRangeEnd(),
            it.flags());
      // The other copy has them; their labels are its labels.
      case RuntimeVisibleTypeAnnotationsAttribute _,RuntimeInvisibleTypeAnnotationsAttribute _ -> {}
      default -> out.with(element);
    }
  }

  private Label copy(CodeBuilder out, Label label) {
    return labels.computeIfAbsent(label, _ -> out.newLabel());
  }

  private List<SwitchCase> copy(CodeBuilder out, List<SwitchCase> cases) {
    return cases.stream().map(one -> SwitchCase.of(one.caseValue(), copy(out, one.target()))).toList();
  }
}
