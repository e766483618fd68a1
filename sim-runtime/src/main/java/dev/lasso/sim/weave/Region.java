package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The edit that enters something before a body and leaves it after, however the body ends: a try with a finally.
 *
 * <p>As javac does, the leaving code is not guarded by the handler that leaves: what is left once is not left again.
 * That needs a guarded stretch between each two returns.
 */
final class Region implements Edit {

  private final Consumer<CodeBuilder> enter;
  private final Consumer<CodeBuilder> leave;
  private final List<Stretch> stretches = new ArrayList<>();
  private Label stretchStart;
  private boolean stretchIsEmpty = true;

  private record Stretch(Label start, Label end) {}

  @SuppressWarnings("NullAway.Init") // start comes first
  Region(Consumer<CodeBuilder> enter, Consumer<CodeBuilder> leave) {
    this.enter = enter;
    this.leave = leave;
  }

  /** A region in which nothing moves the schedule. */
  static Region quiet() {
    return new Region(Hook.ENTER_QUIET::call, Hook.EXIT_QUIET::call);
  }

  /** A quiet region that only the run which comes first passes. */
  static Region loading() {
    return new Region(Hook.ENTER_LOADING::call, Hook.EXIT_LOADING::call);
  }

  /** A region in which {@code this} is locked for real, by a method that stays synchronized. */
  static Region pinned() {
    return new Region(out -> Hook.ENTER_PINNED.call(out.aload(0)), out -> Hook.EXIT_PINNED.call(out.aload(0)));
  }

  @Override
  public Change start(CodeBuilder out) {
    enter.accept(out);
    stretchStart = out.newBoundLabel();
    return Change.PRECEDED;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!(element instanceof ReturnInstruction)) {
      stretchIsEmpty &= !(element instanceof Instruction);
      return Change.NONE;
    }
    endStretch(out);
    leave.accept(out);
    out.with(element);
    stretchStart = out.newBoundLabel();
    return Change.REPLACED;
  }

  @Override
  public void end(CodeBuilder out) {
    endStretch(out);
    Label handler = out.newBoundLabel();
    leave.accept(out);
    out.athrow();
    stretches.forEach(stretch -> out.exceptionCatchAll(stretch.start(), stretch.end(), handler));
  }

  private void endStretch(CodeBuilder out) {
    if (!stretchIsEmpty) {
      stretches.add(new Stretch(stretchStart, out.newBoundLabel()));
    }
    stretchIsEmpty = true;
  }
}
