package dev.lasso.sim.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;

/** What begins the {@code run} method of every class of threads: a task that has a thread of its own is carried there. */
final class Carried {

  static final String RUN = "run()V";
  private static final String THREAD = "java/lang/Thread";

  private Carried() {}

  /** Whether the method is what the JVM calls on a thread that it has started. */
  static boolean isRun(MethodModel method, String owner, LoaderClasses classes) {
    return (method.methodName().stringValue() + method.methodType().stringValue()).equals(RUN)
        && (method.flags().flagsMask() & ClassFile.ACC_STATIC) == 0 && classes.inherits(owner, THREAD);
  }

  static void prologue(CodeBuilder out) {
    Label body = out.newLabel();
    Hook.CARRY.call(out.aload(0));
    out.ifeq(body).return_().labelBinding(body);
  }
}
