package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The edit of {@code monitorenter} and {@code monitorexit}.
 *
 * <p><b>Where a guarded region ends.</b> A compiler lets the handler that leaves a monitor guard the leaving
 * instruction too, and even guard itself. That is sound for an instruction that cannot fail, and wrong for a call:
 * <ul>
 *   <li>a hook that ends the run by throwing while it leaves a monitor would be called again by the handler, for ever;
 *   <li>a call behind the real {@code monitorexit} but inside the region makes an edge from "monitor left" to a handler
 *       that expects it held. HotSpot compiles only methods whose monitors pair on every path (the pairing analysis of
 *       its OopMap generator), so ConcurrentHashMap.putVal would be interpreted for ever.
 * </ul>
 * So each region that ends right behind a leaving instruction ends, once woven, before any call is made there.
 */
final class Monitors implements Edit {

  private final MonitorTreatment treatment;
  private final Survey survey;

  /** The label that ends a region now, for one that stands behind a {@code monitorexit}. */
  private final Map<Label, Label> earlierEnds = new HashMap<>();

  private int exits;

  Monitors(MonitorTreatment treatment, Survey survey) {
    this.treatment = treatment;
    this.survey = survey;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    return switch (element) {
      case ExceptionCatch region when survey.isBehindExit(region.tryEnd()) -> endEarlier(out, region);
      case MonitorInstruction instruction when instruction.opcode() == Opcode.MONITORENTER -> enter(out, instruction);
      case MonitorInstruction instruction -> exit(out, instruction);
      default -> Change.NONE;
    };
  }

  private Change endEarlier(CodeBuilder out, ExceptionCatch region) {
    Label end = earlierEnds.computeIfAbsent(region.tryEnd(), _ -> out.newLabel());
    out.exceptionCatch(region.tryStart(), end, region.handler(), region.catchType());
    return Change.REPLACED;
  }

  private Change enter(CodeBuilder out, MonitorInstruction instruction) {
    switch (treatment) {
      case KEEP -> out.with(instruction);
      case REPLACE -> Hook.MONITOR_ENTER.call(out);
      case BRANCH -> branch(out, Hook.MONITOR_ENTER::call, instruction);
      case SKIP -> branch(out, CodeBuilder::pop, instruction);
      case SHADOW -> {
        Hook.SHADOW_ENTER.call(out.dup());
        out.with(instruction);
      }
    }
    return Change.REPLACED;
  }

  private Change exit(CodeBuilder out, MonitorInstruction instruction) {
    Label behind = survey.labelsBehindExits().get(exits++);
    Label end = behind == null ? null : earlierEnds.get(behind);
    if (treatment == MonitorTreatment.SHADOW) {
      out.dup().with(instruction);
    }
    if (end != null) {
      out.labelBinding(end);
    }
    switch (treatment) {
      case KEEP -> out.with(instruction);
      case REPLACE -> Hook.MONITOR_EXIT.call(out);
      case BRANCH -> branch(out, Hook.MONITOR_EXIT::call, instruction);
      case SKIP -> branch(out, CodeBuilder::pop, instruction);
      case SHADOW -> Hook.SHADOW_EXIT.call(out);
    }
    return Change.REPLACED;
  }

  private static void branch(CodeBuilder out, Consumer<CodeBuilder> inTask, MonitorInstruction instruction) {
    Label real = out.newLabel();
    Label done = out.newLabel();
    Hook.IN_TASK.call(out);
    out.ifeq(real);
    inTask.accept(out);
    out.goto_(done).labelBinding(real).with(instruction).labelBinding(done);
  }
}
