package dev.lasso.sim.weave;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
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
final class Liveness {

  /** A variable that is not read before it is written. */
  static final char DEAD = 0;

  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();
  private final Map<Integer, Integer> positions = new HashMap<>();
  private final CodeAttribute code;
  private final List<Guard> guards = new ArrayList<>();
  private final char[][] before;
  private final char[][] behind;

  /** From which instruction to which, both by position, the one behind the last, errors go to a handler. */
  private record Guard(int from, int to, int handler) {}

  Liveness(CodeAttribute code) {
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
   * For each local variable of a frame that stands at a call: as what it may be read when the call returns or throws,
   * the first character of a descriptor, or {@link #DEAD}. The first of two variables of a long or double says so.
   *
   * @param index of the call in the byte code
   * @return null if no instruction begins there
   */
  char @Nullable [] behind(int index) {
    Integer position = positions.get(index);
    return position == null || position == instructions.size() ? null : behind[position];
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
