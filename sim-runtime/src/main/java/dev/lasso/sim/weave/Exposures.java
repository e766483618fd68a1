package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The edit of what could tell a class whose initialiser runs again from a fresh one, or would keep something of one run
 * for the next: reflection on statics, static fields through handles, call sites that remember objects. A run that gets
 * there is done again with a fresh loader, and so are all that follow.
 */
final class Exposures implements Edit {

  /** What to call behind a method of {@code java.lang.Class}: the answer says whether it matters. */
  private static final Set<String> REFLECTION = Set.of("forName", "getField", "getDeclaredField", "getFields",
      "getDeclaredFields", "getMethods", "getDeclaredMethods");

  /** Methods after which nothing is known, by their owner. */
  private static final Map<String, Set<String>> HANDLES = Map.of(
      "java/lang/invoke/MethodHandles$Lookup",
      Set.of("findStaticGetter", "findStaticSetter", "findStaticVarHandle", "ensureInitialized", "defineClass",
          "defineHiddenClass", "defineHiddenClassWithClassData"),
      "sun/misc/Unsafe",
      Set.of("staticFieldBase", "staticFieldOffset", "ensureClassInitialized", "allocateInstance"),
      "java/io/ObjectInputStream", Set.of("<init>"),
      "java/io/ObjectOutputStream", Set.of("<init>"),
      "java/io/ObjectStreamClass", Set.of("lookup", "lookupAny"),
      "java/sql/DriverManager", Set.of("registerDriver"),
      "java/util/ResourceBundle", Set.of("getBundle"));

  private static final String CLASS = "java/lang/Class";

  /** Bootstrap methods whose call sites remember nothing of the program but lambdas that capture nothing. */
  private static final Set<String> FORGETFUL = Set.of("java.lang.invoke.LambdaMetafactory",
      "java.lang.invoke.StringConcatFactory", "java.lang.runtime.ObjectMethods");

  private static final String SWITCHES = "java.lang.runtime.SwitchBootstraps";

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    return switch (element) {
      case InvokeInstruction call -> call(out, call);
      case InvokeDynamicInstruction site when !isForgetful(site) -> exposes(out, "a call site that remembers objects");
      case LoadConstantInstruction constant when isRemembered(constant.constantValue()) ->
        exposes(out, "a constant that is made at run time");
      default -> Change.NONE;
    };
  }

  private static Change call(CodeBuilder out, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    if (owner.equals(CLASS) && REFLECTION.contains(name)) {
      Hook.REFLECTED.call(out.with(call).dup());
      return Change.REPLACED;
    }
    String what = what(owner, name);
    return what == null ? Change.NONE : exposes(out, what);
  }

  /** Whether a reference to this method is to be woven as a call of it. */
  static boolean isExposing(String owner, String name) {
    return owner.equals(CLASS) && REFLECTION.contains(name) || what(owner, name) != null;
  }

  private static @Nullable String what(String owner, String name) {
    return HANDLES.getOrDefault(owner, Set.of()).contains(name) ? owner.replace('/', '.') + '.' + name : null;
  }

  private static Change exposes(CodeBuilder out, String what) {
    Hook.EXPOSES_STATICS.call(out.loadConstant(what));
    return Change.PRECEDED;
  }

  private static boolean isForgetful(InvokeDynamicInstruction site) {
    String owner = binaryName(site.bootstrapMethod().owner());
    List<ConstantDesc> arguments = site.bootstrapArgs();
    boolean plain = arguments.stream().noneMatch(it -> it instanceof DynamicConstantDesc<?>);
    return plain && (FORGETFUL.contains(owner) && arguments.stream().noneMatch(Exposures::isOfStatic)
        || owner.equals(SWITCHES) && arguments.stream().allMatch(Exposures::isLabel)
            && site.bootstrapMethod().methodName().equals("typeSwitch"));
  }

  private static String binaryName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }

  private static boolean isLabel(ConstantDesc argument) {
    return argument instanceof ClassDesc || argument instanceof String || argument instanceof Integer;
  }

  private static boolean isRemembered(ConstantDesc constant) {
    return constant instanceof DynamicConstantDesc<?> || constant instanceof MethodHandleDesc;
  }

  private static boolean isOfStatic(ConstantDesc argument) {
    return argument instanceof DirectMethodHandleDesc handle && switch (handle.kind()) {
      case STATIC_GETTER, STATIC_SETTER -> true;
      case CONSTRUCTOR -> what(binaryName(handle.owner()).replace('.', '/'), "<init>") != null;
      default -> false;
    };
  }
}
