package dev.lasso.sim.weave;

import dev.lasso.sim.weave.Edit.Change;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The transform of one method's body: a list of edits, of which the first that replaces an element has the last word.
 */
final class Body implements CodeTransform {

  private final List<Edit> edits;
  private final Consumer<Edit> changed;

  private Body(List<Edit> edits, Consumer<Edit> changed) {
    this.edits = edits;
    this.changed = changed;
  }

  /**
   * A transform that asks for fresh edits each time it runs: the class file library writes a body again when a jump in
   * it turns out to be too long, and edits have state.
   *
   * @param changed told of every change, by the edit that made it
   */
  static CodeTransform of(Supplier<List<Edit>> edits, Consumer<Edit> changed) {
    return CodeTransform.ofStateful(() -> new Body(edits.get(), changed));
  }

  @Override
  public void atStart(CodeBuilder out) {
    for (Edit edit : edits) {
      note(edit, edit.start(out));
    }
  }

  @Override
  public void accept(CodeBuilder out, CodeElement element) {
    for (Edit edit : edits) {
      Change change = edit.weave(out, element);
      note(edit, change);
      if (change == Change.REPLACED) {
        return;
      }
    }
    out.with(element);
  }

  @Override
  public void atEnd(CodeBuilder out) {
    edits.forEach(edit -> edit.end(out));
  }

  private void note(Edit edit, Change change) {
    if (change != Change.NONE) {
      changed.accept(edit);
    }
  }
}
