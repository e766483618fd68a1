package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * The edit that asks the simulated disk before a static native method is called: there is no body to ask from. If its
 * first argument is of that disk, the method of the same name in {@code FileHooks} is called in its place.
 */
record NativeCall(String name) implements Edit {

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!(element instanceof InvokeInstruction call) || call.opcode() != Opcode.INVOKESTATIC
        || !call.name().equalsString(name)) {
      return Change.NONE;
    }
    List<ClassDesc> parameters = call.typeSymbol().parameterList();
    int[] locals = new int[parameters.size()];
    for (int i = locals.length - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(parameters.get(i));
      locals[i] = out.allocateLocal(kind);
      out.storeLocal(kind, locals[i]);
    }
    Label real = out.newLabel();
    Label done = out.newLabel();
    out.loadLocal(TypeKind.from(parameters.getFirst()), locals[0]);
    out.invokestatic(FileCalls.FILE_HOOKS, "isSimulated",
        MethodTypeDesc.of(ConstantDescs.CD_boolean, parameters.getFirst()));
    out.ifeq(real);
    load(out, parameters, locals);
    FileCalls.orUnixException(out, () -> out.invokestatic(FileCalls.FILE_HOOKS, name, call.typeSymbol()));
    out.goto_(done).labelBinding(real);
    load(out, parameters, locals);
    out.with(call).labelBinding(done);
    return Change.REPLACED;
  }

  private static void load(CodeBuilder out, List<ClassDesc> parameters, int[] locals) {
    for (int i = 0; i < locals.length; i++) {
      out.loadLocal(TypeKind.from(parameters.get(i)), locals[i]);
    }
  }
}
