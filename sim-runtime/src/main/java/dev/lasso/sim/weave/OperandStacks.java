package dev.lasso.sim.weave;

import java.lang.classfile.Attributes;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies on the operand stack of a method beneath the arguments of each of its calls: followed from instruction to
 * instruction, and taken from the stack map where one is jumped to (JVMS 4.10.1).
 */
final class OperandStacks {

  /** The first of the two slots that a long or double takes, which holds nothing. */
  static final char NOTHING = '-';

  private final Map<Integer, String> atCalls = new HashMap<>();
  private final StringBuilder stack = new StringBuilder();

  /** Whether the instruction that comes next can be come to, for all that is known. */
  private boolean reached = true;

  OperandStacks(CodeAttribute code) {
    Map<Label, StackMapFrameInfo> frames = new HashMap<>();
    code.findAttribute(Attributes.stackMapTable())
        .ifPresent(table -> table.entries().forEach(frame -> frames.put(frame.target(), frame)));
    int index = 0;
    for (CodeElement element : code) {
      if (element instanceof LabelTarget target && frames.get(target.label()) instanceof StackMapFrameInfo frame) {
        take(frame);
      } else if (element instanceof Instruction instruction) {
        if (reached) {
          follow(instruction, index);
        }
        index += instruction.sizeInBytes();
      }
    }
  }

  private void take(StackMapFrameInfo frame) {
    stack.setLength(0);
    frame.stack().forEach(type -> stack.append(kind(type)));
    reached = true;
  }

  private static String kind(VerificationTypeInfo type) {
    return type instanceof SimpleVerificationTypeInfo simple
        ? switch (simple) {
          case INTEGER -> "I";
          case FLOAT -> "F";
          case LONG -> NOTHING + "J";
          case DOUBLE -> NOTHING + "D";
          case TOP -> String.valueOf(NOTHING);
          case NULL, UNINITIALIZED_THIS -> "L";
        }
        : "L";
  }

  private static String kind(TypeKind type) {
    return switch (type) {
      case VOID -> "";
      case REFERENCE -> "L";
      case LONG -> NOTHING + "J";
      case DOUBLE -> NOTHING + "D";
      case FLOAT -> "F";
      default -> "I";
    };
  }

  /**
   * The kind of each slot beneath the arguments of a call, the lowest first: as the first character of a descriptor, or
   * {@link #NOTHING}.
   *
   * @param index of the call in the byte code
   * @return null if there is no call, or if it cannot be told
   */
  @Nullable
  String beneath(int index) {
    return atCalls.get(index);
  }

  private void follow(Instruction instruction, int index) {
    switch (instruction) {
      case ConstantInstruction constant -> push(constant.typeKind());
      case LoadInstruction load -> push(load.typeKind());
      case StoreInstruction store -> pop(store.typeKind().slotSize());
      case FieldInstruction access -> field(access);
      case InvokeInstruction call -> call(index, call.typeSymbol(), call.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
      case InvokeDynamicInstruction call -> call(index, call.typeSymbol(), 0);
      case ArrayLoadInstruction load -> replace(2, load.typeKind());
      case ArrayStoreInstruction store -> pop(2 + store.typeKind().slotSize());
      case OperatorInstruction operator -> operator(operator);
      case ConvertInstruction conversion -> replace(conversion.fromType().slotSize(), conversion.toType());
      case StackInstruction sorting -> sort(sorting.opcode());
      case NewObjectInstruction _ -> push(TypeKind.REFERENCE);
      case NewPrimitiveArrayInstruction _ -> replace(1, TypeKind.REFERENCE);
      case NewReferenceArrayInstruction _ -> replace(1, TypeKind.REFERENCE);
      case NewMultiArrayInstruction array -> replace(array.dimensions(), TypeKind.REFERENCE);
      case TypeCheckInstruction check -> replace(1,
          check.opcode() == Opcode.CHECKCAST ? TypeKind.REFERENCE : TypeKind.INT);
      case MonitorInstruction _ -> pop(1);
      case BranchInstruction branch -> branch(branch.opcode());
      case TableSwitchInstruction _ -> reached = false;
      case LookupSwitchInstruction _ -> reached = false;
      case ReturnInstruction _ -> reached = false;
      case ThrowInstruction _ -> reached = false;
      default -> {
        // The others leave the stack as it is.
      }
    }
  }

  private void push(TypeKind type) {
    stack.append(kind(type));
  }

  private String pop(int slots) {
    int from = stack.length() - slots;
    String popped = stack.substring(from);
    stack.setLength(from);
    return popped;
  }

  private void replace(int slots, TypeKind type) {
    pop(slots);
    push(type);
  }

  private void field(FieldInstruction access) {
    TypeKind type = TypeKind.from(access.typeSymbol());
    switch (access.opcode()) {
      case GETSTATIC -> push(type);
      case PUTSTATIC -> pop(type.slotSize());
      case GETFIELD -> replace(1, type);
      default -> pop(1 + type.slotSize());
    }
  }

  private void call(int index, MethodTypeDesc type, int receivers) {
    pop(receivers + type.parameterList().stream().mapToInt(each -> TypeKind.from(each).slotSize()).sum());
    atCalls.put(index, stack.toString());
    push(TypeKind.from(type.returnType()));
  }

  private void operator(OperatorInstruction operator) {
    int slots = operator.typeKind().slotSize();
    switch (operator.opcode()) {
      case ARRAYLENGTH -> replace(1, TypeKind.INT);
      case LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> {
        pop(comparedSlots(operator.opcode()));
        push(TypeKind.INT);
      }
      case INEG, LNEG, FNEG, DNEG -> replace(slots, operator.typeKind());
      case ISHL, ISHR, IUSHR, LSHL, LSHR, LUSHR -> replace(1 + slots, operator.typeKind());
      default -> replace(2 * slots, operator.typeKind());
    }
  }

  private static int comparedSlots(Opcode opcode) {
    return opcode == Opcode.FCMPL || opcode == Opcode.FCMPG ? 2 : 4;
  }

  private void branch(Opcode opcode) {
    switch (opcode) {
      case GOTO, GOTO_W -> reached = false;
      case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE, IF_ACMPEQ, IF_ACMPNE -> pop(2);
      default -> pop(1);
    }
  }

  /** By slots, as JVMS 6.5 says for each. */
  private void sort(Opcode opcode) {
    switch (opcode) {
      case POP -> pop(1);
      case POP2 -> pop(2);
      case DUP -> copy(1, 0);
      case DUP_X1 -> copy(1, 1);
      case DUP_X2 -> copy(1, 2);
      case DUP2 -> copy(2, 0);
      case DUP2_X1 -> copy(2, 1);
      case DUP2_X2 -> copy(2, 2);
      default -> {
        String upper = pop(1);
        String lower = pop(1);
        stack.append(upper).append(lower);
      }
    }
  }

  private void copy(int slots, int beneath) {
    String copied = pop(slots);
    String skipped = pop(beneath);
    List.of(copied, skipped, copied).forEach(stack::append);
  }
}
