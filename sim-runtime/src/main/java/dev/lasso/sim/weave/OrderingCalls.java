package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.lasso.sim.hooks.Door;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.Set;

/**
 * Which calls order accesses, and how: those of a {@code VarHandle} and of {@code Unsafe} by their modes, and to ask
 * whether a thread was interrupted.
 *
 * <p>A handle does not say whether it is one of a static field, and the first argument is the object if it is not. So
 * both are told, and who is told looks at the handle.
 */
final class OrderingCalls {

  private static final String HANDLE = "java/lang/invoke/VarHandle";
  private static final Set<String> UNSAFE = Set.of("sun/misc/Unsafe", "jdk/internal/misc/Unsafe");
  private static final String FIELD = "java/lang/reflect/Field";
  private static final String THREAD = "java/lang/Thread";
  private static final int BOTH = Door.READS | Door.WRITES;

  private final BeneathArguments beneath;
  private final boolean all;

  /**
   * @param beneath what passes on what lies beneath arguments
   * @param all whether plain and opaque modes count too, as where code relies on more than their documentation
   */
  OrderingCalls(BeneathArguments beneath, boolean all) {
    this.beneath = beneath;
    this.all = all;
  }

  Edit.Change weave(CodeBuilder out, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    if (name.equals(INIT_NAME)) {
      return Edit.Change.NONE;
    }
    if (name.endsWith("Fence") && (owner.equals(HANDLE) || UNSAFE.contains(owner))) {
      Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(Door.FENCE).loadConstant(BOTH));
      return Edit.Change.PRECEDED;
    }
    if (owner.equals(THREAD) && (name.equals("interrupted") || name.equals("isInterrupted"))) {
      Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(Door.INTERRUPTS).loadConstant(Door.READS));
      return Edit.Change.PRECEDED;
    }
    int how = how(owner, name);
    if (how == 0 || call.opcode() == Opcode.INVOKESTATIC) {
      return Edit.Change.NONE;
    }
    List<TypeKind> arguments = call.typeSymbol().parameterList().stream().map(TypeKind::from).toList();
    if (owner.equals(HANDLE)) {
      beneath.pass(out, arguments, it -> told(it, how));
    }
    if (!arguments.isEmpty() && arguments.getFirst() == TypeKind.REFERENCE) {
      beneath.pass(out, arguments.subList(1, arguments.size()), it -> told(it, how));
    }
    return Edit.Change.PRECEDED;
  }

  private static void told(CodeBuilder out, int how) {
    Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(how));
  }

  private int how(String owner, String name) {
    if (owner.equals(HANDLE) || UNSAFE.contains(owner)) {
      return mode(name);
    }
    boolean accesses = owner.equals(FIELD) && (name.startsWith("get") || name.startsWith("set"));
    return accesses && !name.equals("setAccessible") && !isQuestion(name) ? BOTH : 0;
  }

  /** What a field is asked about itself. */
  private static boolean isQuestion(String name) {
    return Set.of("getName", "getType", "getModifiers", "getDeclaringClass", "getGenericType").contains(name)
        || name.contains("nnotat");
  }

  private int mode(String name) {
    boolean updates = name.startsWith("compareAnd") || name.startsWith("weakCompareAnd") || name.startsWith("getAnd");
    boolean reads = updates || name.startsWith("get");
    boolean writes = updates || name.startsWith("set") || name.startsWith("put");
    if (!reads && !writes) {
      return 0;
    }
    int how = (reads ? Door.READS : 0) | (writes ? Door.WRITES : 0);
    if (all) {
      return how;
    }
    if (name.endsWith("Acquire")) {
      return Door.READS;
    }
    if (name.endsWith("Release") || name.startsWith("putOrdered")) {
      return Door.WRITES;
    }
    boolean isPlain = name.endsWith("Plain") || name.endsWith("Opaque") || !updates && !name.endsWith("Volatile");
    return isPlain ? 0 : how;
  }
}
