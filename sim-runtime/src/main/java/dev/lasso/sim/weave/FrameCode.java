package dev.lasso.sim.weave;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the byte code of a method says of its frames that stand at a call: which variables still matter, and of what kind
 * they are. The JVM itself does not say: what a variable is not used for any more holds whatever was left over, as half
 * of a long does, and half of an int in a compiled frame.
 */
public final class FrameCode {

  /** A local variable that is not read before it is written. */
  public static final char DEAD = Liveness.DEAD;

  /** The first of the two slots of a long or double on the operand stack. */
  public static final char NOTHING = OperandStacks.NOTHING;

  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Integer, Integer> positions = new HashMap<>();
  private final Liveness liveness;
  private final OperandStacks stacks;

  private FrameCode(CodeAttribute code) {
    liveness = new Liveness(code);
    stacks = new OperandStacks(code);
    int index = 0;
    for (CodeElement element : code) {
      if (element instanceof Instruction instruction) {
        positions.put(index, instructions.size());
        instructions.add(instruction);
        index += instruction.sizeInBytes();
      }
    }
  }

  /**
   * The code of a method.
   *
   * @param classFile the code that runs
   * @return null if the class has no such method with code
   */
  public static @Nullable FrameCode of(byte[] classFile, String method, String descriptor) {
    for (MethodModel model : ClassFile.of().parse(classFile).methods()) {
      if (model.methodName().equalsString(method) && model.methodType().equalsString(descriptor)) {
        return model.findAttribute(Attributes.code()).map(FrameCode::new).orElse(null);
      }
    }
    return null;
  }

  /**
   * For each local variable: as what it may be read when the call returns or throws, the first character of a
   * descriptor, or {@link #DEAD}. The first of two variables of a long or double says so.
   *
   * @param index of the call in the byte code
   * @return null if no instruction begins there
   */
  public char @Nullable [] locals(int index) {
    return liveness.behind(index);
  }

  /**
   * For each slot of the operand stack beneath the call's arguments, the lowest first: the first character of a
   * descriptor, or {@link #NOTHING}.
   *
   * @param index of the call in the byte code
   * @return null if no call is there, or it cannot be told
   */
  public @Nullable String operands(int index) {
    return stacks.beneath(index);
  }

  /**
   * A field that is about to be written, and where on the stack its value lies.
   *
   * @param owner internal name of the class that the field is looked for in
   * @param slots that the value takes, 1 or 2
   * @param above slots between it and the top
   */
  public record Write(String owner, String field, int slots, int above) {

    /** Whether a slot, counted from the top of the stack, 0 or more, is one of the value. */
    public boolean isOf(int slot) {
      return above <= slot && slot < above + slots;
    }
  }

  /**
   * The write that a call stands before, with nothing between them but what sorts the stack; null if it stands before
   * none.
   *
   * @param index of the call in the byte code
   */
  public @Nullable Write writeBehind(int index) {
    Integer position = positions.get(index);
    int next = position == null ? instructions.size() : position + 1;
    while (next < instructions.size() && instructions.get(next) instanceof StackInstruction) {
      next++;
    }
    if (next >= instructions.size() || !(instructions.get(next) instanceof FieldInstruction access)) {
      return null;
    }
    int slots = TypeKind.from(access.typeSymbol()).slotSize();
    int above = access.opcode() == Opcode.PUTFIELD && slots == 2 ? 1 : 0;
    boolean writes = access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
    return writes
        ? new Write(access.owner().asInternalName(), access.name().stringValue(), slots, above)
        : null;
  }
}
