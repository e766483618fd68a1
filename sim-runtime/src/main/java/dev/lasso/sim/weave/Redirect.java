package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;

/**
 * One row of {@link Redirects}: a method of the JDK, and the hook that is called in its place.
 *
 * @param owner the internal name of the class that declares the method
 * @param name the method's name
 * @param descriptor the method's descriptor
 * @param hook what is called; of an instance method it takes the receiver first, unless {@code shape} says otherwise
 * @param shape how the hook stands to the call
 */
record Redirect(String owner, String name, String descriptor, Hook hook, Shape shape) {

  /** How a hook stands to the call that it is for. */
  enum Shape {
    /** The hook takes what the call takes and answers what it answers. */
    REPLACES,
    /** As {@link #REPLACES}; the hook has one last parameter more, a long that is 0 here. */
    REPLACES_WITH_ZERO,
    /** The hook takes the last argument only; if it returns, the call is made. */
    GOES_FIRST,
    /** The hook takes the last argument and answers true where the call, which answers nothing, is not to be made. */
    MAY_REPLACE,
    /** The hook takes the last argument and answers what the call would, or a negative number if it is to be made. */
    MAY_ANSWER,
    /** As {@link #MAY_ANSWER}, of a long; the one argument is the receiver. */
    MAY_ANSWER_LONG
  }

  /** The member as a text that is also the key of lookups. */
  String member() {
    return name + descriptor;
  }

  /** Puts the hook in the place of {@code call}. */
  void weave(CodeBuilder out, InvokeInstruction call) {
    switch (shape) {
      case REPLACES -> hook.call(out);
      case REPLACES_WITH_ZERO -> hook.call(out.lconst_0());
      case GOES_FIRST -> {
        hook.call(out.dup());
        out.with(call);
      }
      case MAY_REPLACE -> mayReplace(out, call);
      case MAY_ANSWER -> mayAnswer(out, call);
      case MAY_ANSWER_LONG -> mayAnswerLong(out, call);
    }
  }

  /** The stack holds the receiver and one argument. */
  private void mayReplace(CodeBuilder out, InvokeInstruction call) {
    Label done = out.newLabel();
    Label real = out.newLabel();
    hook.call(out.dup());
    out.ifeq(real).pop2().goto_(done);
    out.labelBinding(real).with(call).labelBinding(done);
  }

  private void mayAnswer(CodeBuilder out, InvokeInstruction call) {
    Label done = out.newLabel();
    Label real = out.newLabel();
    hook.call(out.dup());
    out.dup().iflt(real).dup_x2().pop().pop2().goto_(done);
    out.labelBinding(real).pop().with(call).labelBinding(done);
  }

  private void mayAnswerLong(CodeBuilder out, InvokeInstruction call) {
    Label done = out.newLabel();
    Label real = out.newLabel();
    hook.call(out.dup());
    out.dup2().lconst_0().lcmp().iflt(real).dup2_x1().pop2().pop().goto_(done);
    out.labelBinding(real).pop2().with(call).labelBinding(done);
  }

  /** Whether the owner may be named by a subclass in the instruction. */
  boolean isInheritable() {
    return owner.equals("java/lang/Thread") || owner.equals("java/io/RandomAccessFile");
  }

  ClassDesc ownerType() {
    return ClassDesc.ofInternalName(owner);
  }
}
