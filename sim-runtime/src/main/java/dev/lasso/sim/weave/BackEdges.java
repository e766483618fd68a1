package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The edit that calls {@code backEdge} on every branch back, if it is taken.
 *
 * <p>Every cycle in a body holds an edge to a place that stands earlier (or right here): of a branch, of a switch, or
 * from a guarded region to a handler above its end. So no loop goes without a call.
 *
 * <p>The call belongs to the edge, not to the instruction: tools that count what is covered turn a conditional branch
 * back into a jump back behind a condition, and a program must take the same calls with them and without.
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
      case BranchInstruction branch when passed.contains(branch.target()) -> branch(out, branch);
      case TableSwitchInstruction choice when goesBack(choice.defaultTarget(), choice.cases()) -> {
        Map<Label, Label> edges = new LinkedHashMap<>();
        Label otherwise = edge(out, choice.defaultTarget(), edges);
        out.tableswitch(choice.lowValue(), choice.highValue(), otherwise, edges(out, choice.cases(), edges));
        yield write(out, edges);
      }
      case LookupSwitchInstruction choice when goesBack(choice.defaultTarget(), choice.cases()) -> {
        Map<Label, Label> edges = new LinkedHashMap<>();
        Label otherwise = edge(out, choice.defaultTarget(), edges);
        out.lookupswitch(otherwise, edges(out, choice.cases(), edges));
        yield write(out, edges);
      }
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

  private static Change branch(CodeBuilder out, BranchInstruction branch) {
    if (branch.opcode() == Opcode.GOTO || branch.opcode() == Opcode.GOTO_W) {
      Hook.BACK_EDGE.call(out);
      return Change.PRECEDED;
    }
    Label on = out.newLabel();
    out.branch(opposite(branch.opcode()), on);
    Hook.BACK_EDGE.call(out);
    out.goto_(branch.target()).labelBinding(on);
    return Change.REPLACED;
  }

  private boolean goesBack(Label otherwise, List<SwitchCase> cases) {
    return passed.contains(otherwise) || cases.stream().anyMatch(one -> passed.contains(one.target()));
  }

  private List<SwitchCase> edges(CodeBuilder out, List<SwitchCase> cases, Map<Label, Label> edges) {
    return cases.stream().map(one -> SwitchCase.of(one.caseValue(), edge(out, one.target(), edges))).toList();
  }

  /** Where a switch goes in order to reach {@code target}: by way of a call, if that is back. */
  private Label edge(CodeBuilder out, Label target, Map<Label, Label> edges) {
    return passed.contains(target) ? edges.computeIfAbsent(target, _ -> out.newLabel()) : target;
  }

  private static Change write(CodeBuilder out, Map<Label, Label> edges) {
    edges.forEach((target, edge) -> {
      out.labelBinding(edge);
      Hook.BACK_EDGE.call(out);
      out.goto_(target);
    });
    return Change.REPLACED;
  }

  private static Opcode opposite(Opcode condition) {
    return switch (condition) {
      case IFEQ -> Opcode.IFNE;
      case IFNE -> Opcode.IFEQ;
      case IFLT -> Opcode.IFGE;
      case IFGE -> Opcode.IFLT;
      case IFGT -> Opcode.IFLE;
      case IFLE -> Opcode.IFGT;
      case IF_ICMPEQ -> Opcode.IF_ICMPNE;
      case IF_ICMPNE -> Opcode.IF_ICMPEQ;
      case IF_ICMPLT -> Opcode.IF_ICMPGE;
      case IF_ICMPGE -> Opcode.IF_ICMPLT;
      case IF_ICMPGT -> Opcode.IF_ICMPLE;
      case IF_ICMPLE -> Opcode.IF_ICMPGT;
      case IF_ACMPEQ -> Opcode.IF_ACMPNE;
      case IF_ACMPNE -> Opcode.IF_ACMPEQ;
      case IFNULL -> Opcode.IFNONNULL;
      case IFNONNULL -> Opcode.IFNULL;
      default -> throw new IllegalArgumentException("no condition: " + condition);
    };
  }
}
