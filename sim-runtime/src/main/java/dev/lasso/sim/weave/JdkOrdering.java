package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.lasso.sim.hooks.Door;
import dev.lasso.sim.weave.LoaderClasses.Field;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edit that makes classes of {@code java.util.concurrent} tell how they order the accesses of those who call them.
 * They rely on more than the memory model says of their volatile fields, on plain accesses between fences and on what a
 * compiler of their own makes of opaque ones. So whatever changes one of their objects counts as a write to it, and
 * whatever looks at one as a read of it.
 */
final class JdkOrdering implements Edit {

  private static final List<String> PACKAGES = List.of("java/util/concurrent/", "jdk/internal/misc/ThreadFlock");

  private final String owner;
  private final LoaderClasses classes;
  private final BeneathArguments beneath;
  private final OrderingCalls calls;
  private final @Nullable Construction construction;

  JdkOrdering(String owner, String method, LoaderClasses classes, Survey survey) {
    this.owner = owner;
    this.classes = classes;
    beneath = new BeneathArguments(survey.locals());
    calls = new OrderingCalls(beneath, true);
    construction = method.equals(INIT_NAME) ? new Construction() : null;
  }

  /** Whether a class of the JDK, by its name with slashes, is one that tells. */
  static boolean isFor(String internalName) {
    return PACKAGES.stream().anyMatch(internalName::startsWith);
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!(element instanceof Instruction instruction)) {
      return Change.NONE;
    }
    Change change = access(out, instruction);
    if (construction != null) {
      construction.follow(instruction);
    }
    return change;
  }

  private Change access(CodeBuilder out, Instruction instruction) {
    return switch (instruction) {
      case FieldInstruction access -> field(out, access);
      case InvokeInstruction call -> calls.weave(out, call);
      case ArrayLoadInstruction load when load.typeKind() == TypeKind.REFERENCE -> {
        beneath.passElement(out, 0, it -> element(it, Door.READS));
        yield Change.PRECEDED;
      }
      case ArrayStoreInstruction store when store.typeKind() == TypeKind.REFERENCE -> {
        beneath.passElement(out, 1, it -> element(it, Door.WRITES));
        yield Change.PRECEDED;
      }
      default -> Change.NONE;
    };
  }

  private static void element(CodeBuilder out, int how) {
    told(out.pop(), how);
  }

  private static void told(CodeBuilder out, int how) {
    Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(how));
  }

  private Change field(CodeBuilder out, FieldInstruction access) {
    Field field = classes.field(access.owner().asInternalName(), access.name().stringValue(),
        access.type().stringValue());
    boolean isFinal = field != null && (field.flags() & ClassFile.ACC_FINAL) != 0;
    if (isFinal || field == null || !isFor(field.owner())) {
      return Change.NONE;
    }
    boolean writes = access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
    int how = writes ? Door.WRITES : Door.READS;
    if (access.opcode() == Opcode.GETSTATIC || access.opcode() == Opcode.PUTSTATIC) {
      Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(field.owner() + "." + access.name().stringValue())
          .loadConstant(how));
      return Change.PRECEDED;
    }
    if (writes && construction != null && construction.isPending() && field.owner().equals(owner)) {
      return Change.NONE;
    }
    beneath.pass(out, writes ? List.of(TypeKind.from(access.typeSymbol())) : List.of(), it -> told(it, how));
    return Change.PRECEDED;
  }
}
