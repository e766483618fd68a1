package dev.lasso.sim.weave;

import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodBuilder;

/** A method that holds its body twice: woven for tasks, and behind that as it was, for all other threads. */
final class TwinBody {

  private TwinBody() {}

  static void write(MethodBuilder to, CodeModel code, CodeTransform woven, CodeTransform unwoven) {
    to.withCode(
        out -> {
          Label outside = out.newLabel();
          Hook.IN_TASK.call(out);
          out.ifeq(outside);
          out.transform(code, woven);
          out.labelBinding(outside);
          out.transform(code, Relabeling.fresh().andThen(unwoven));
        });
  }
}
