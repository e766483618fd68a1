package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.weave.LoaderClasses.Field;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edit that puts a point before what a program's threads can see of each other: volatile fields, calls into
 * {@code java.util.concurrent} and calls that act on files always, plain fields and array elements where a run asks for
 * them.
 *
 * <p>A point names the object that is acted on, so that a strategy knows which points do not depend on each other. Of a
 * VarHandle or an Unsafe it names the handle: coarser than the object, hence never wrong about independence between
 * two of its own calls.
 */
final class ProgramPoints implements Edit {

  private static final String ARRAY_ELEMENT = "[]";

  private final String owner;
  private final LoaderClasses classes;
  private final BeneathArguments beneath;
  private final boolean withPlainAccesses;
  private final @Nullable Construction construction;
  private final ArrayInitialisers initialisers = new ArrayInitialisers();
  private final CoverageProbes probes = new CoverageProbes();
  private @Nullable Instruction previous;

  /**
   * @param owner the class whose method this is
   * @param construction follows the constructor that is woven; null in other methods
   */
  ProgramPoints(
      String owner,
      LoaderClasses classes,
      BeneathArguments beneath,
      boolean withPlainAccesses,
      @Nullable Construction construction) {
    this.owner = owner;
    this.classes = classes;
    this.beneath = beneath;
    this.withPlainAccesses = withPlainAccesses;
    this.construction = construction;
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!(element instanceof Instruction instruction)) {
      return Change.NONE;
    }
    boolean pointed = point(out, instruction);
    if (construction != null) {
      construction.follow(instruction);
    }
    initialisers.follow(instruction);
    probes.follow(instruction);
    previous = instruction;
    return pointed ? Change.PRECEDED : Change.NONE;
  }

  private boolean point(CodeBuilder out, Instruction instruction) {
    return switch (instruction) {
      case FieldInstruction access -> field(out, access);
      case InvokeInstruction call -> call(out, call);
      case ArrayLoadInstruction _ when withPlainAccesses -> {
        int operation = Operations.of(Operations.ARRAY_READ, ARRAY_ELEMENT);
        beneath.passArray(out, 0, Hook.ACCESS_POINT, operation);
        yield true;
      }
      case ArrayStoreInstruction store when withPlainAccesses && isOfInterest(store) -> {
        int operation = Operations.of(Operations.ARRAY_WRITE, ARRAY_ELEMENT);
        beneath.passArray(out, store.typeKind().slotSize(), Hook.ACCESS_POINT, operation);
        yield true;
      }
      default -> false;
    };
  }

  private boolean isOfInterest(ArrayStoreInstruction store) {
    return !initialisers.areOpen() && !probes.isProbe(store.opcode());
  }

  private boolean field(CodeBuilder out, FieldInstruction access) {
    String named = access.owner().asInternalName();
    Field field = classes.field(named, access.name().stringValue(), access.type().stringValue());
    boolean reads = access.opcode() == Opcode.GETFIELD || access.opcode() == Opcode.GETSTATIC;
    if (field != null && field.isVolatile()) {
      field(out, access, Hook.POINT, reads ? Operations.VOLATILE_READ : Operations.VOLATILE_WRITE);
      return true;
    }
    boolean hidden = field != null && field.isOfNoInterest();
    if (!withPlainAccesses || hidden || ClassFacts.isPlatform(field == null ? named : field.owner())) {
      return false;
    }
    if (construction != null && isOfThis(access)) {
      return false;
    }
    field(out, access, Hook.ACCESS_POINT, reads ? Operations.FIELD_READ : Operations.FIELD_WRITE);
    return true;
  }

  private void field(CodeBuilder out, FieldInstruction access, Hook hook, int kind) {
    int operation = Operations.of(kind, access.name().stringValue());
    boolean isStatic = access.opcode() == Opcode.GETSTATIC || access.opcode() == Opcode.PUTSTATIC;
    if (isStatic || construction != null && construction.isPending()) {
      hook.call(out.aconst_null().loadConstant(operation));
    } else {
      boolean reads = access.opcode() == Opcode.GETFIELD;
      List<TypeKind> values = reads ? List.of() : List.of(TypeKind.from(access.typeSymbol()));
      beneath.pass(out, values, hook, operation);
    }
  }

  /** In a constructor nobody else knows the object yet; a write to its own class's field there is one to it. */
  private boolean isOfThis(FieldInstruction access) {
    return switch (access.opcode()) {
      case PUTFIELD -> access.owner().asInternalName().equals(owner);
      case GETFIELD -> previous instanceof LoadInstruction load && load.slot() == 0;
      default -> false;
    };
  }

  /** Whether a call of {@code owner.name} acts on what threads share by purpose. */
  static boolean isShared(LoaderClasses classes, String owner, String name, String descriptor) {
    return kind(classes, owner, name, descriptor) != 0;
  }

  /** The kind of operation that a call is, or 0 if it is of none. */
  private static int kind(LoaderClasses classes, String owner, String name, String descriptor) {
    String member = name + descriptor;
    if (!name.equals(INIT_NAME) && classes.isInheritedFrom(owner, member, Concurrency::isShared)) {
      return Operations.JUC_CALL;
    }
    return classes.isInheritedFrom(owner, member, declared -> FileUses.isOne(declared, name))
        ? Operations.FILE_CALL
        : 0;
  }

  private boolean call(CodeBuilder out, InvokeInstruction call) {
    String name = call.name().stringValue();
    int kind = kind(classes, call.owner().asInternalName(), name, call.type().stringValue());
    if (kind == 0) {
      return false;
    }
    int operation = Operations.of(kind, name);
    Hook hook = kind == Operations.FILE_CALL ? Hook.FILE_POINT : Hook.POINT;
    if (call.opcode() == Opcode.INVOKESTATIC || name.equals(INIT_NAME)) {
      hook.call(out.aconst_null().loadConstant(operation));
    } else {
      List<TypeKind> arguments = call.typeSymbol().parameterList().stream().map(TypeKind::from).toList();
      beneath.pass(out, arguments, hook, operation);
    }
    return true;
  }
}
