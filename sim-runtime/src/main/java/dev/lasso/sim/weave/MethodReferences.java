package dev.lasso.sim.weave;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.LambdaMetafactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The edit of method references to what would be woven as a call, such as {@code System::nanoTime} or
 * {@code lock::unlock}: the JDK spins a class that makes the call, and nothing weaves that one. So the reference is
 * turned into what javac makes of a lambda: one to a private static method here, which makes the call and is woven.
 *
 * <p>A serializable reference stays, because its class compares names when it is read back.
 *
 * <p>One instance serves a class, and adds its methods in the end.
 */
final class MethodReferences implements Edit {

  private static final String FACTORY = LambdaMetafactory.class.getName();
  private static final Set<Kind> CALLS = EnumSet.of(Kind.STATIC, Kind.INTERFACE_STATIC, Kind.VIRTUAL,
      Kind.INTERFACE_VIRTUAL);
  private static final int IMPLEMENTATION = 1;
  private static final int ALTERNATIVE_FLAGS = 3;

  /** A call of {@code target}, its receiver being a {@code type.parameterType(0)} if it has one. */
  private record Bridge(DirectMethodHandleDesc target, MethodTypeDesc type) {}

  private final ClassDesc owner;
  private final boolean inInterface;
  private final Predicate<DirectMethodHandleDesc> isWoven;
  private final Map<Bridge, String> bridges = new LinkedHashMap<>();

  MethodReferences(ClassModel model, Predicate<DirectMethodHandleDesc> isWoven) {
    this.owner = model.thisClass().asSymbol();
    this.inInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    this.isWoven = isWoven;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction site)
        || !site.bootstrapMethod().owner().equals(ClassDesc.of(FACTORY))
        || isSerializable(site)
        || !(site.bootstrapArgs().get(IMPLEMENTATION) instanceof DirectMethodHandleDesc target)
        || !CALLS.contains(target.kind())
        || !isWoven.test(target)) {
      return Change.NONE;
    }
    List<ConstantDesc> arguments = new ArrayList<>(site.bootstrapArgs());
    arguments.set(IMPLEMENTATION, bridge(target, site.typeSymbol()));
    out.invokedynamic(
        DynamicCallSiteDesc.of(
            site.bootstrapMethod(),
            site.name().stringValue(),
            site.typeSymbol(),
            arguments.toArray(ConstantDesc[]::new)));
    return Change.REPLACED;
  }

  /**
   * Adds the methods that the references lead to now.
   *
   * @param edits fresh edits, given the first local that is free
   */
  void addTo(ClassBuilder out, IntFunction<List<Edit>> edits) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    bridges.forEach(
        (bridge, name) -> out.withMethodBody(
            name,
            bridge.type(),
            flags,
            to -> to.transforming(Body.of(() -> edits.apply(slots(bridge.type())), _ -> {}),
                body -> write(body, bridge))));
  }

  private static boolean isSerializable(InvokeDynamicInstruction site) {
    List<ConstantDesc> arguments = site.bootstrapArgs();
    return arguments.size() > ALTERNATIVE_FLAGS
        && arguments.get(ALTERNATIVE_FLAGS) instanceof Integer flags
        && (flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0;
  }

  /** A receiver that the reference has captured comes with the type that the site gives it. */
  private MethodHandleDesc bridge(DirectMethodHandleDesc target, MethodTypeDesc site) {
    MethodTypeDesc type = target.invocationType();
    if (!isStatic(target) && site.parameterCount() > 0) {
      type = type.changeParameterType(0, site.parameterType(0));
    }
    String name = bridges.computeIfAbsent(new Bridge(target, type), _ -> AddedMethods.REFERENCE + bridges.size());
    return MethodHandleDesc.ofMethod(inInterface ? Kind.INTERFACE_STATIC : Kind.STATIC, owner, name, type);
  }

  private static void write(CodeBuilder out, Bridge bridge) {
    DirectMethodHandleDesc target = bridge.target();
    for (int i = 0; i < bridge.type().parameterCount(); i++) {
      out.loadLocal(TypeKind.from(bridge.type().parameterType(i)), out.parameterSlot(i));
    }
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(target.lookupDescriptor());
    out.invoke(opcode(target), target.owner(), target.methodName(), type, target.isOwnerInterface());
    out.return_(TypeKind.from(type.returnType()));
  }

  private static int slots(MethodTypeDesc type) {
    return type.parameterList().stream().mapToInt(it -> TypeKind.from(it).slotSize()).sum();
  }

  static boolean isStatic(DirectMethodHandleDesc target) {
    return target.kind() == Kind.STATIC || target.kind() == Kind.INTERFACE_STATIC;
  }

  private static Opcode opcode(DirectMethodHandleDesc target) {
    return switch (target.kind()) {
      case STATIC, INTERFACE_STATIC -> Opcode.INVOKESTATIC;
      case INTERFACE_VIRTUAL -> Opcode.INVOKEINTERFACE;
      default -> Opcode.INVOKEVIRTUAL;
    };
  }
}
