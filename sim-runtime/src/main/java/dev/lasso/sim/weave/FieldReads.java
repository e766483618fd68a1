package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The edit that tells by name which fields are read. To read a field only in order to add to it, as in
 * {@code passes++}, tells the program nothing, and is not told of. What gets at fields by other ways than their names
 * counts as a read of all.
 */
final class FieldReads implements Edit {

  /** What is put before an instruction: a constant of any index, and the call. */
  static final int BYTES = 6;

  /** In place of a name: any field may have been read. */
  static final String ALL = "*";

  private static final Set<Opcode> SUMS = Set.of(Opcode.IADD, Opcode.LADD, Opcode.ISUB, Opcode.LSUB);

  private final Set<Integer> increments;
  private int passed;

  FieldReads(CodeModel code) {
    increments = increments(code);
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
    String read = increments ? null : read(instruction);
    if (read == null) {
      return Change.NONE;
    }
    Hook.FIELD_READ.call(out.loadConstant(read));
    return Change.PRECEDED;
  }

  private static @Nullable String read(Instruction instruction) {
    return switch (instruction) {
      case FieldInstruction field when field.opcode() == Opcode.GETFIELD || field.opcode() == Opcode.GETSTATIC -> field
          .name().stringValue();
      case InvokeInstruction call when isOtherWay(call.owner().asInternalName(), call.name().stringValue()) -> ALL;
      default -> null;
    };
  }

  /** Reflection and serialization. A handle or an updater of a field is made by name, which is found as a constant. */
  private static boolean isOtherWay(String owner, String name) {
    return owner.equals("java/lang/reflect/Field") && name.startsWith("get")
        || owner.equals("java/io/ObjectOutputStream") && name.startsWith("write")
        || owner.equals("java/lang/invoke/MethodHandles$Lookup") && name.startsWith("unreflect");
  }
}
