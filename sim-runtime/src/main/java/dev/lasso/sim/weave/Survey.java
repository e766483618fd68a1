package dev.lasso.sim.weave;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be known of a whole body before its first element is woven; one pass finds it. */
final class Survey {

  private final int length;
  private final int locals;
  private int accesses;
  private int allocations;
  private int monitors;
  private int exits;
  private final Map<Integer, Label> behindExits = new HashMap<>();
  private final Set<Label> behindAnyExit = new HashSet<>();
  private final Map<Label, Integer> positions = new HashMap<>();
  private final List<ExceptionCatch> regions = new ArrayList<>();

  private Survey(CodeAttribute code) {
    this.length = code.codeLength();
    this.locals = code.maxLocals();
  }

  static Survey of(CodeModel code) {
    Survey survey = new Survey((CodeAttribute) code);
    boolean behindExit = false;
    for (CodeElement element : code) {
      survey.note(element, behindExit);
      behindExit = isExit(element) || behindExit && !(element instanceof Instruction);
    }
    return survey;
  }

  private void note(CodeElement element, boolean behindExit) {
    switch (element) {
      case ExceptionCatch region -> regions.add(region);
      case LabelTarget target -> {
        positions.put(target.label(), positions.size());
        if (behindExit) {
          behindExits.put(exits - 1, target.label());
          behindAnyExit.add(target.label());
        }
      }
      case MonitorInstruction _ -> {
        monitors++;
        exits += isExit(element) ? 1 : 0;
      }
      case FieldInstruction _,ArrayLoadInstruction _,ArrayStoreInstruction _ -> accesses++;
      default -> allocations += AllocationSites.allocates(element) ? 1 : 0;
    }
  }

  private static boolean isExit(CodeElement element) {
    return element instanceof MonitorInstruction monitor && monitor.opcode() == Opcode.MONITOREXIT;
  }

  /** The size of the body in bytes. */
  int length() {
    return length;
  }

  /** The number of locals in use: the first free one. */
  int locals() {
    return locals;
  }

  /** The accesses to fields and array elements. */
  int accesses() {
    return accesses;
  }

  /** The instructions that make an object or an array. */
  int allocations() {
    return allocations;
  }

  boolean hasMonitors() {
    return monitors > 0;
  }

  /** The label that stands right behind each {@code monitorexit}, by its number from 0. */
  Map<Integer, Label> labelsBehindExits() {
    return behindExits;
  }

  /** Whether {@code label} stands right behind a {@code monitorexit}. */
  boolean isBehindExit(Label label) {
    return behindAnyExit.contains(label);
  }

  /**
   * The handlers that a guarded region can go back to. A region that holds its own handler and ends behind a
   * {@code monitorexit} is what javac makes to leave a monitor, and goes back only if leaving fails: that is no loop.
   */
  Set<Label> handlersGoneBackTo() {
    Set<Label> handlers = new HashSet<>();
    for (ExceptionCatch region : regions) {
      int handler = position(region.handler());
      boolean above = handler < position(region.tryEnd());
      boolean leavesMonitor = position(region.tryStart()) <= handler && isBehindExit(region.tryEnd());
      if (above && !leavesMonitor && region.handler() != region.tryStart()) {
        handlers.add(region.handler());
      }
    }
    return handlers;
  }

  private int position(Label label) {
    return positions.getOrDefault(label, Integer.MAX_VALUE);
  }
}
