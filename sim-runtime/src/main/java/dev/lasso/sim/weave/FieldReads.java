package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.DynamicConstantDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The edit that tells by name which fields are read. To read a field only in order to add to it, as in
 * {@code passes++}, tells the program nothing, and is not told of.
 *
 * <p>A field may be read in other ways: through a handle or an updater, which nobody tells of later, so the field is
 * named where that is made; by reflection and serialization, which count as a read of all. A method that is called by
 * reflection may be one that does any of this.
 */
final class FieldReads implements Edit {

  /** What is put before an instruction: a constant of any index, and the call. */
  static final int BYTES = 6;

  /** In place of a name: any field may have been read. */
  private static final String ALL = "*";

  private static final Set<Opcode> SUMS = Set.of(Opcode.IADD, Opcode.LADD, Opcode.ISUB, Opcode.LSUB);

  private static final Set<String> HANDLES = Set.of("findGetter", "findStaticGetter", "findVarHandle",
      "findStaticVarHandle");
  private static final Set<String> UPDATERS = Set.of("java/util/concurrent/atomic/AtomicIntegerFieldUpdater",
      "java/util/concurrent/atomic/AtomicLongFieldUpdater", "java/util/concurrent/atomic/AtomicReferenceFieldUpdater");
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

  /** Reads by it the fields of records, of which nobody is told. */
  private static final String OF_RECORDS = "Ljava/lang/runtime/ObjectMethods;";

  private final Set<Integer> increments;
  private int passed;

  private FieldReads(Set<Integer> increments) {
    this.increments = increments;
  }

  /** The edit of a method with this code. */
  static FieldReads of(CodeModel code) {
    return new FieldReads(increments(code));
  }

  /** The edit of a method that does nothing but make a call. */
  static FieldReads ofReference() {
    return new FieldReads(Set.of());
  }

  /** What stands before a method that has no room for more: it may read any field, and make handles of any. */
  static Prologue coarse() {
    return new Prologue(out -> Hook.FIELD_NAMED.call(out.loadConstant(ALL)));
  }

  private static Set<Integer> increments(CodeModel code) {
    List<Instruction> all = new ArrayList<>();
    for (CodeElement element : code) {
      if (element instanceof Instruction instruction) {
        all.add(instruction);
      }
    }
    Set<Integer> found = new HashSet<>();
    for (int i = 0; i + 3 < all.size(); i++) {
      if (all.get(i) instanceof FieldInstruction read && isIncrement(all, i, read)) {
        found.add(i);
      }
    }
    return found;
  }

  private static boolean isIncrement(List<Instruction> all, int i, FieldInstruction read) {
    boolean ofObject = read.opcode() == Opcode.GETFIELD && i > 0 && all.get(i - 1).opcode() == Opcode.DUP;
    return (ofObject || read.opcode() == Opcode.GETSTATIC)
        && (all.get(i + 1) instanceof ConstantInstruction || all.get(i + 1) instanceof LoadInstruction)
        && SUMS.contains(all.get(i + 2).opcode())
        && all.get(i + 3) instanceof FieldInstruction write
        && write.opcode() == (ofObject ? Opcode.PUTFIELD : Opcode.PUTSTATIC)
        && write.name().equalsString(read.name().stringValue())
        && write.owner().asInternalName().equals(read.owner().asInternalName());
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (!(element instanceof Instruction instruction)) {
      return Change.NONE;
    }
    boolean increments = this.increments.contains(passed++);
    return switch (instruction) {
      case FieldInstruction field when !increments && isRead(field) -> told(out, Hook.FIELD_READ,
          field.name().stringValue());
      case InvokeInstruction call -> call(out, call.owner().asInternalName(), call.name().stringValue());
      case LoadConstantInstruction constant -> named(out, List.of(constant.constantValue()));
      case InvokeDynamicInstruction site when !site.bootstrapMethod().owner().descriptorString().equals(OF_RECORDS) ->
        named(out,
            site.bootstrapArgs());
      default -> Change.NONE;
    };
  }

  private static boolean isRead(FieldInstruction field) {
    return field.opcode() == Opcode.GETFIELD || field.opcode() == Opcode.GETSTATIC;
  }

  private static Change told(CodeBuilder out, Hook hook, String name) {
    hook.call(out.loadConstant(name));
    return Change.PRECEDED;
  }

  private static Change call(CodeBuilder out, String owner, String name) {
    if (isHandle(owner, name)) {
      Hook.FIELD_NAMED.call(out.dup2().pop());
      return Change.PRECEDED;
    }
    if (isUpdater(owner, name)) {
      Hook.FIELD_NAMED.call(out.dup());
      return Change.PRECEDED;
    }
    if (isOtherWay(owner, name)) {
      return told(out, Hook.FIELD_READ, ALL);
    }
    return isUnknown(owner, name) ? told(out, Hook.FIELD_NAMED, ALL) : Change.NONE;
  }

  /** Constants can be handles, or be made with some. */
  private static Change named(CodeBuilder out, List<? extends ConstantDesc> constants) {
    Change change = Change.NONE;
    for (ConstantDesc constant : constants) {
      switch (constant) {
        case DirectMethodHandleDesc handle when handle.kind() == Kind.GETTER || handle.kind() == Kind.STATIC_GETTER ->
          change = told(out, Hook.FIELD_NAMED, handle.methodName());
        case DynamicConstantDesc<?> made -> change = told(out, Hook.FIELD_NAMED, ALL);
        default -> {
        }
      }
    }
    return change;
  }

  /** Whether a reference to this method is to be woven as a call of it. */
  static boolean isToldOf(String owner, String name) {
    return isHandle(owner, name) || isUpdater(owner, name) || isOtherWay(owner, name) || isUnknown(owner, name);
  }

  private static boolean isHandle(String owner, String name) {
    return owner.equals(LOOKUP) && HANDLES.contains(name);
  }

  private static boolean isUpdater(String owner, String name) {
    return UPDATERS.contains(owner) && name.equals("newUpdater");
  }

  private static boolean isOtherWay(String owner, String name) {
    return owner.equals("java/lang/reflect/Field") && name.startsWith("get")
        || owner.equals("java/io/ObjectOutputStream") && name.startsWith("write");
  }

  private static boolean isUnknown(String owner, String name) {
    return owner.equals(LOOKUP) && name.startsWith("unreflect")
        || owner.equals("java/lang/reflect/Method") && name.equals("invoke");
  }
}
