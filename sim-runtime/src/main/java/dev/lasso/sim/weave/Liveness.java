package dev.lasso.sim.weave;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which local variables of a method may still be read behind an instruction, and as what: live variables, by the usual
 * backward data flow (Aho, Lam, Sethi, Ullman, Compilers, 9.2.5). What a frame holds in the others is left over from
 * before, and no part of its state.
 */
public final class Liveness {

  /** A variable that is not read before it is written. */
  public static final char DEAD = 0;

  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();
  private final Map<Integer, Integer> positions = new HashMap<>();
  private final CodeAttribute code;
  private final List<Guard> guards = new ArrayList<>();
  private final char[][] before;
  private final char[][] behind;

  /** From which instruction to which, both by position, the one behind the last, errors go to a handler. */
  private record Guard(int from, int to, int handler) {}

  private Liveness(CodeAttribute code) {
    this.code = code;
    int index = 0;
    for (CodeElement element : code) {
      if (element instanceof Instruction instruction) {
        positions.put(index, instructions.size());
        instructions.add(instruction);
        indices.add(index);
        index += instruction.sizeInBytes();
      }
    }
    positions.put(index, instructions.size());
    for (ExceptionCatch handled : code.exceptionHandlers()) {
      guards.add(new Guard(position(handled.tryStart()), position(handled.tryEnd()), position(handled.handler())));
    }
    before = new char[instructions.size()][code.maxLocals()];
    behind = new char[instructions.size()][code.maxLocals()];
    while (pass()) {
      // Until nothing changes: variables only become live, and there are finitely many.
    }
  }

  /**
   * The live variables of a method.
   *
   * @param classFile the code that runs
   * @return null if the class has no such method with code
   */
  public static @Nullable Liveness of(byte[] classFile, String method, String descriptor) {
    for (MethodModel model : ClassFile.of().parse(classFile).methods()) {
      if (model.methodName().equalsString(method) && model.methodType().equalsString(descriptor)) {
        return model.findAttribute(Attributes.code()).map(Liveness::new).orElse(null);
      }
    }
    return null;
  }

  /**
   * For each local variable of a frame that stands at a call: as what it may be read when the call returns or throws,
   * the first character of a descriptor, or {@link #DEAD}. The first of two variables of a long or double says so.
   *
   * @param index of the call in the byte code
   * @return null if no instruction begins there
   */
  public char @Nullable [] behind(int index) {
    Integer position = positions.get(index);
    return position == null || position == instructions.size() ? null : behind[position];
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

  private int position(java.lang.classfile.Label label) {
    return positions.getOrDefault(code.labelToBci(label), instructions.size());
  }

  private boolean pass() {
    boolean changed = false;
    for (int i = instructions.size() - 1; i >= 0; i--) {
      Instruction instruction = instructions.get(i);
      char[] live = liveOnReturn(i, instruction);
      for (Guard guard : guards) {
        if (guard.from <= i && i < guard.to) {
          merge(live, guard.handler);
        }
      }
      changed |= !Arrays.equals(live, behind[i]);
      behind[i] = live;
      char[] earlier = live.clone();
      switch (instruction) {
        case StoreInstruction store -> earlier[store.slot()] = DEAD;
        case LoadInstruction load -> earlier[load.slot()] = kind(load.typeKind());
        case IncrementInstruction increment -> earlier[increment.slot()] = 'I';
        default -> {}
      }
      for (Guard guard : guards) {
        if (guard.from <= i && i < guard.to) {
          merge(earlier, guard.handler);
        }
      }
      changed |= !Arrays.equals(earlier, before[i]);
      before[i] = earlier;
    }
    return changed;
  }

  private char[] liveOnReturn(int i, Instruction instruction) {
    char[] live = new char[code.maxLocals()];
    boolean goesOn = true;
    switch (instruction) {
      case BranchInstruction branch -> {
        merge(live, position(branch.target()));
        goesOn = branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W;
      }
      case TableSwitchInstruction choice -> {
        merge(live, position(choice.defaultTarget()));
        mergeCases(live, choice.cases());
        goesOn = false;
      }
      case LookupSwitchInstruction choice -> {
        merge(live, position(choice.defaultTarget()));
        mergeCases(live, choice.cases());
        goesOn = false;
      }
      case ReturnInstruction _ -> goesOn = false;
      case ThrowInstruction _ -> goesOn = false;
      default -> {}
    }
    if (goesOn) {
      merge(live, i + 1);
    }
    return live;
  }

  private void mergeCases(char[] live, List<SwitchCase> cases) {
    cases.forEach(one -> merge(live, position(one.target())));
  }

  private void merge(char[] live, int position) {
    if (position < instructions.size()) {
      char[] other = before[position];
      for (int slot = 0; slot < live.length; slot++) {
        if (other[slot] != DEAD) {
          live[slot] = other[slot];
        }
      }
    }
  }

  private static char kind(TypeKind type) {
    return switch (type) {
      case REFERENCE -> 'L';
      case LONG -> 'J';
      case DOUBLE -> 'D';
      case FLOAT -> 'F';
      default -> 'I';
    };
  }
}
