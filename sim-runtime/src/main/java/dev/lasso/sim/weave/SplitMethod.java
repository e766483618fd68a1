package dev.lasso.sim.weave;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The two halves of a method that was split: the woven one under its name, and the original beside it. */
final class SplitMethod {

  private static final String UNWOVEN = AddedMethods.PREFIX + "unwoven";

  /** What makes no sense on a private method, or would make it another's. */
  private static final int DROPPED = ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED | ClassFile.ACC_FINAL
      | ClassFile.ACC_BRIDGE;

  /** Since this version a class can name itself by a constant. */
  private static final int CLASS_CONSTANTS = ClassFile.JAVA_5_VERSION;

  private SplitMethod() {}

  /** Adds the original body, synchronized if it was, under a name of its own. */
  static void addUnwoven(ClassBuilder out, MethodModel method, CodeModel code, CodeTransform edits) {
    int flags = method.flags().flagsMask() & ~DROPPED | ClassFile.ACC_PRIVATE | ClassFile.ACC_SYNTHETIC;
    String name = method.methodName().stringValue() + UNWOVEN;
    out.withMethod(name, method.methodTypeSymbol(), flags, to -> to.transformCode(code, edits));
  }

  /** The edit that sends threads which are no tasks to the original. */
  static Edit callUnwoven(ClassModel model, MethodModel method) {
    return new Prologue(out -> callUnwoven(out, model, method));
  }

  private static void callUnwoven(CodeBuilder out, ClassModel model, MethodModel method) {
    Label woven = out.newLabel();
    Hook.IN_TASK.call(out);
    out.ifne(woven);
    boolean isStatic = isStatic(method);
    if (!isStatic) {
      out.aload(0);
    }
    MethodTypeDesc type = method.methodTypeSymbol();
    for (int i = 0; i < type.parameterCount(); i++) {
      out.loadLocal(TypeKind.from(type.parameterType(i)), out.parameterSlot(i));
    }
    boolean isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    out.invoke(
        isStatic ? Opcode.INVOKESTATIC : Opcode.INVOKESPECIAL,
        model.thisClass().asSymbol(),
        method.methodName().stringValue() + UNWOVEN,
        type,
        isInterface);
    out.return_(TypeKind.from(type.returnType())).labelBinding(woven);
  }

  /** The edit that does what {@code synchronized} did. The lock has a local of its own, which no code can overwrite. */
  static Edit locked(ClassModel model, MethodModel method, int lock) {
    return new Region(
        out -> Hook.MONITOR_ENTER.call(loadLock(out, model, method).dup().astore(lock)),
        out -> Hook.MONITOR_EXIT.call(out.aload(lock)));
  }

  private static CodeBuilder loadLock(CodeBuilder out, ClassModel model, MethodModel method) {
    ClassDesc owner = model.thisClass().asSymbol();
    if (!isStatic(method)) {
      return out.aload(0);
    }
    if (model.majorVersion() >= CLASS_CONSTANTS) {
      return out.loadConstant(owner);
    }
    MethodTypeDesc byName = MethodTypeDesc.of(ConstantDescs.CD_Class, ConstantDescs.CD_String);
    String name = model.thisClass().asInternalName().replace('/', '.');
    return out.loadConstant(name).invokestatic(ConstantDescs.CD_Class, "forName", byName);
  }

  static boolean isSynchronized(MethodModel method) {
    return (method.flags().flagsMask() & ClassFile.ACC_SYNCHRONIZED) != 0;
  }

  private static boolean isStatic(MethodModel method) {
    return (method.flags().flagsMask() & ClassFile.ACC_STATIC) != 0;
  }
}
