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
 * whether a thread was interrupted. What a {@code MethodHandle} does cannot be told. An object of the JDK may have a
 * monitor that it keeps to itself, as a {@code ByteArrayOutputStream} has: two calls of one object count as ordered, but
 * for those of the packages that have their state in plain sight, or tell of it themselves.
 *
 * <p>A handle does not say whether it is one of a static field, and the first argument is the object if it is not. So
 * both are told, and who is told looks at the handle.
 */
final class OrderingCalls {

  private static final String HANDLE = "java/lang/invoke/VarHandle";
  private static final Set<String> UNSAFE = Set.of("sun/misc/Unsafe", "jdk/internal/misc/Unsafe");
  private static final String FIELD = "java/lang/reflect/Field";
  private static final String THREAD = "java/lang/Thread";
  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";
  private static final Set<String> TELLING_PACKAGES = Set.of("java/lang", "java/lang/invoke", "java/lang/reflect",
      "java/util", "java/util/function", "java/util/stream", "java/time", "sun/misc");

  private static final String CONCURRENT = "java/util/concurrent";
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
    boolean isFence = name.endsWith("Fence") && (owner.equals(HANDLE) || UNSAFE.contains(owner));
    if (isFence || owner.equals(METHOD_HANDLE) && name.startsWith("invoke")) {
      Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(Door.FENCE).loadConstant(BOTH));
      return Edit.Change.PRECEDED;
    }
    if (owner.equals(THREAD) && (name.equals("interrupted") || name.equals("isInterrupted"))) {
      Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(Door.INTERRUPTS).loadConstant(Door.READS));
      return Edit.Change.PRECEDED;
    }
    if (call.opcode() == Opcode.INVOKESTATIC) {
      return Edit.Change.NONE;
    }
    boolean mayLock = !all && call.opcode() != Opcode.INVOKESPECIAL && mayLock(owner);
    int how = mayLock ? BOTH : how(owner, name);
    if (how == 0) {
      return Edit.Change.NONE;
    }
    List<TypeKind> arguments = call.typeSymbol().parameterList().stream().map(TypeKind::from).toList();
    if (mayLock) {
      beneath.pass(out, arguments, it -> told(it, how));
      return Edit.Change.PRECEDED;
    }
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

  private static boolean mayLock(String owner) {
    int end = owner.lastIndexOf('/');
    return ClassFacts.isPlatform(owner) && !owner.startsWith(CONCURRENT) && end > 0
        && !TELLING_PACKAGES.contains(owner.substring(0, end));
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
