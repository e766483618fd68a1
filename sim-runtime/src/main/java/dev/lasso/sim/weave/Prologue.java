package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.util.function.Consumer;

/** The edit that puts code before a body. */
record Prologue(Consumer<CodeBuilder> code) implements Edit {

  @Override
  public Change start(CodeBuilder out) {
    code.accept(out);
    return Change.PRECEDED;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    return Change.NONE;
  }
}
