package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.lasso.sim.hooks.Door;
import dev.lasso.sim.weave.LoaderClasses.Field;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edit that tells of each access to a field or an array element, by variable and place, and of what orders accesses:
 * volatile fields, handles, and the initialisation of classes. It comes behind the point that may stand there, since
 * others may go first at a point.
 *
 * <p>A class's initialisation comes before its use. Static methods and constructors tell of the use on entry, whoever
 * calls them, and so do accesses to static fields of other classes where they stand.
 */
final class Accesses implements Edit {

  private static final String PREFIX = "initialisation of ";

  /** What is put before an access at most: three constants of any index and the call, with the stack in order. */
  private static final int BYTES = 24;

  /** By how much the calls of a method can make it longer, and what is put round it. */
  private static final int FACTOR = 4;

  private static final int ROOM = 60_000;

  private final String owner;
  private final String method;
  private final LoaderClasses classes;
  private final BeneathArguments beneath;
  private final OrderingCalls calls;
  private final boolean plain;
  private final @Nullable Construction construction;
  private final ArrayInitialisers initialisers = new ArrayInitialisers();
  private final CoverageProbes probes = new CoverageProbes();
  private int line;

  private Accesses(String owner, String method, LoaderClasses classes, BeneathArguments beneath, boolean plain) {
    this.owner = owner;
    this.method = owner.replace('/', '.') + "." + method;
    this.classes = classes;
    this.beneath = beneath;
    this.plain = plain;
    calls = new OrderingCalls(beneath, false);
    construction = method.equals(INIT_NAME) ? new Construction() : null;
  }

  /** The quiet region that a static initialiser is, which tells of its end. */
  static Region initialiser(String owner) {
    return new Region(Hook.ENTER_QUIET::call, out -> {
      told(out, PREFIX + owner, Door.WRITES);
      Hook.EXIT_QUIET.call(out);
    });
  }

  /** The edits of a method of the program. */
  static List<Edit> of(String owner, MethodModel method, Survey survey, LoaderClasses classes,
      BeneathArguments beneath) {
    List<Edit> edits = new ArrayList<>();
    String name = method.methodName().stringValue();
    boolean initialises = name.equals(CLASS_INIT_NAME);
    String initialised = initialised(classes, owner);
    if (!initialises && initialised != null && (isStatic(method) || name.equals(INIT_NAME))) {
      edits.add(new Prologue(out -> told(out, PREFIX + initialised, Door.READS)));
    }
    boolean hasRoom = survey.length() * FACTOR + survey.accesses() * BYTES < ROOM;
    if (!hasRoom) {
      edits.add(new Prologue(out -> told(out, Door.FENCE, Door.READS | Door.WRITES)));
    }
    edits.add(new Accesses(owner, name, classes, beneath, hasRoom && !initialises));
    return edits;
  }

  private static boolean isStatic(MethodModel method) {
    return (method.flags().flagsMask() & ClassFile.ACC_STATIC) != 0;
  }

  private static @Nullable String initialised(LoaderClasses classes, String owner) {
    String first = classes.firstAtOrAbove(owner, ClassFacts::hasInitialiser);
    return first == null || ClassFacts.isPlatform(first) ? null : first;
  }

  private static void told(CodeBuilder out, String name, int how) {
    Hook.VOLATILE_ACCESS.call(out.aconst_null().loadConstant(name).loadConstant(how));
  }

  @Override
  public Change weave(CodeBuilder out, CodeElement element) {
    if (element instanceof LineNumber number) {
      line = number.line();
    }
    if (!(element instanceof Instruction instruction)) {
      return Change.NONE;
    }
    Change change = access(out, instruction);
    if (construction != null) {
      construction.follow(instruction);
    }
    initialisers.follow(instruction);
    probes.follow(instruction);
    return change;
  }

  private Change access(CodeBuilder out, Instruction instruction) {
    return switch (instruction) {
      case FieldInstruction access -> field(out, access);
      case InvokeInstruction call -> calls.weave(out, call);
      case ArrayLoadInstruction _ when plain -> {
        beneath.passElement(out, 0, it -> element(it, false));
        yield Change.PRECEDED;
      }
      case ArrayStoreInstruction store when plain && !initialisers.areOpen() && !probes.isProbe(store.opcode()) -> {
        beneath.passElement(out, store.typeKind().slotSize(), it -> element(it, true));
        yield Change.PRECEDED;
      }
      default -> Change.NONE;
    };
  }

  private void element(CodeBuilder out, boolean writes) {
    Hook.ELEMENT_ACCESS.call(out.loadConstant(place()).loadConstant(writes ? 1 : 0));
  }

  private String place() {
    return line == 0 ? method : method + ":" + line;
  }

  private Change field(CodeBuilder out, FieldInstruction access) {
    Field field = classes.field(access.owner().asInternalName(), access.name().stringValue(),
        access.type().stringValue());
    String declares = field == null ? access.owner().asInternalName() : field.owner();
    if (ClassFacts.isPlatform(declares)) {
      return Change.NONE;
    }
    boolean isStatic = access.opcode() == Opcode.GETSTATIC || access.opcode() == Opcode.PUTSTATIC;
    Change change = isStatic ? use(out, declares) : Change.NONE;
    boolean writes = access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
    boolean isVolatile = field != null && field.isVolatile();
    if (!isVolatile && (!plain || field != null && field.isOfNoInterest()) || writes && mayBeNoObject(declares)) {
      return change;
    }
    String name = declares.replace('/', '.') + "." + access.name().stringValue();
    int how = writes ? Door.WRITES : Door.READS;
    if (isStatic && isVolatile) {
      told(out, name, how);
    } else if (isStatic) {
      Hook.STATIC_ACCESS.call(out.loadConstant(name).loadConstant(place()).loadConstant(writes ? 1 : 0));
    } else {
      List<TypeKind> values = writes ? List.of(TypeKind.from(access.typeSymbol())) : List.of();
      beneath.pass(out, values, isVolatile
          ? it -> Hook.VOLATILE_ACCESS.call(it.loadConstant(name).loadConstant(how))
          : it -> Hook.FIELD_ACCESS.call(it.loadConstant(name).loadConstant(place()).loadConstant(writes ? 1 : 0)));
    }
    return Change.PRECEDED;
  }

  /** Before its super-class's constructor an object may be written to, and no more. */
  private boolean mayBeNoObject(String declares) {
    return construction != null && construction.isPending() && declares.equals(owner);
  }

  private Change use(CodeBuilder out, String declares) {
    String initialised = declares.equals(owner) ? null : initialised(classes, declares);
    if (initialised == null) {
      return Change.NONE;
    }
    told(out, PREFIX + initialised, Door.READS);
    return Change.PRECEDED;
  }
}
