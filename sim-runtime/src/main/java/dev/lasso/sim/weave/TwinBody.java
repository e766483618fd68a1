package dev.lasso.sim.weave;

import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.attribute.CodeAttribute;

/** A method that holds its body twice: woven for tasks, and behind that as it was, for all other threads. */
final class TwinBody {

  private TwinBody() {}

  static void write(MethodBuilder to, CodeModel code, CodeTransform woven) {
    to.withCode(
        out -> {
          Label unwoven = out.newLabel();
          Hook.IN_TASK.call(out);
          out.ifeq(unwoven);
          out.transform(code, woven);
          out.labelBinding(unwoven);
          out.transform(code, Relabeling.fresh());
        });
  }

  /** The size of {@code code} in bytes. */
  static int length(CodeModel code) {
    return ((CodeAttribute) code).codeLength();
  }

  /** The number of locals that {@code code} uses: the first free one. */
  static int locals(CodeModel code) {
    return ((CodeAttribute) code).maxLocals();
  }
}
