package dev.lasso.sim.weave;

import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodBuilder;

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
}
