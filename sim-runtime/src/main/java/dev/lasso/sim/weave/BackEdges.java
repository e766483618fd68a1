package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The edit that calls {@code backEdge} before every branch that may go back.
 *
 * <p>Every cycle in a body holds an edge to a place that stands earlier (or right here): of a branch, of a switch, or
 * from a guarded region to a handler above its end. So no loop goes without a call.
 */
final class BackEdges implements Edit {

  private final Set<Label> passed = new HashSet<>();
  private final Set<Label> handlers;

  BackEdges(Survey survey) {
    this.handlers = survey.handlersGoneBackTo();
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    return switch (element) {
      case LabelTarget target -> target(out, target);
      case BranchInstruction branch -> before(out, passed.contains(branch.target()));
      case TableSwitchInstruction choice -> before(out, goesBack(choice.defaultTarget(), choice.cases()));
      case LookupSwitchInstruction choice -> before(out, goesBack(choice.defaultTarget(), choice.cases()));
      default -> Change.NONE;
    };
  }

  private Change target(CodeBuilder out, LabelTarget target) {
    passed.add(target.label());
    if (!handlers.contains(target.label())) {
      return Change.NONE;
    }
    out.with(target);
    Hook.BACK_EDGE.call(out);
    return Change.REPLACED;
  }

  private static Change before(CodeBuilder out, boolean back) {
    if (back) {
      Hook.BACK_EDGE.call(out);
    }
    return back ? Change.PRECEDED : Change.NONE;
  }

  private boolean goesBack(Label otherwise, List<SwitchCase> cases) {
    return passed.contains(otherwise) || cases.stream().anyMatch(one -> passed.contains(one.target()));
  }
}
