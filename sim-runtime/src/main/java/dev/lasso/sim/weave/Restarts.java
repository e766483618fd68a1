package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import org.jspecify.annotations.Nullable;

/**
 * What a class of the program gets so that its static initialiser can run once more without a fresh loader.
 *
 * <p><b>Invariant.</b> Once the statics of a class have been put back and it has been marked stale, the next active use
 * of it runs its initialiser, at the instruction at which the JVM would have run it in a fresh loader (JVMS 5.5) and
 * before anything reads what it is to set.
 *
 * <p><b>Shape.</b> The body of {@code <clinit>} becomes a static method that may be called again and does what the JVM
 * does round an initialiser: it clears the mark, brings the super-class up to date, runs the body and remembers if that
 * fails. What is left of {@code <clinit>} sets the mark, so the first time is like all others, and no failure makes the
 * class useless for good. Static fields that are no constants lose {@code final}, since only {@code <clinit>} may write
 * final ones and the JIT trusts them. Every active use has a guard: reading the mark, which costs a load and a branch.
 *
 * <ul>
 *   <li>A static method guards itself, and so does a constructor: calls by reflection, method handles, references and
 *       the JDK are covered too, and arguments are evaluated before, as they must be.
 *   <li>{@code getstatic}, {@code putstatic} and {@code new} are guarded where they stand, unless that is in the class
 *       itself or in a subclass: there something guarded has come first. The constructor's guard comes too late for a
 *       {@code new}, whose arguments may see the statics, but serves where there is no {@code new} to be woven.
 * </ul>
 *
 * <p>Mark and method carry the name of their class, and a guard reaches them through the class that the instruction
 * names: so they are found in a super-class that the code at hand may not name itself.
 *
 * <p>An interface cannot have a mutable field, and some classes bring what this cannot put back: those get a field that
 * says so, and once they are initialised the loader serves no further run.
 */
public final class Restarts {

  /** What the name of everything added here begins with. */
  public static final String PREFIX = AddedMethods.PREFIX + "restart$";

  /** A static boolean: whether the class waits to be initialised once more. */
  public static final String STALE = PREFIX + "stale:";

  /** A static boolean of a class that cannot be put back. */
  public static final String LIMIT = PREFIX + "limit";

  private static final String AGAIN = PREFIX + "again:";
  private static final String BODY = PREFIX + "body";
  private static final String FAILURE = PREFIX + "failure";
  private static final String OWN = "dev/lasso/sim/";
  private static final int ADDED = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private final ClassModel model;
  private final LoaderClasses classes;
  private final String name;
  private final boolean failing;
  private final boolean hasInitialiser;
  private final boolean limited;

  Restarts(ClassModel model, LoaderClasses classes, ProgramForm form) {
    this.model = model;
    this.classes = classes;
    this.name = model.thisClass().asInternalName();
    this.failing = form.allocationSites();
    this.hasInitialiser = restarts(ClassFacts.of(model));
    this.limited = isInterface()
        ? hasInitialiser
        : !isRestartable(name) && hasStatics() || model.fields().stream().anyMatch(Restarts::isSetByTheJvm);
  }

  static boolean isInitialiser(MethodModel method) {
    return method.methodName().equalsString(CLASS_INIT_NAME);
  }

  private boolean isInterface() {
    return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
  }

  private boolean hasStatics() {
    return model.fields().stream().anyMatch(it -> isStatic(it) && !isConstant(it));
  }

  private static boolean isStatic(FieldModel field) {
    return (field.flags().flagsMask() & ClassFile.ACC_STATIC) != 0;
  }

  private static boolean isFinal(FieldModel field) {
    return (field.flags().flagsMask() & ClassFile.ACC_FINAL) != 0;
  }

  private static boolean isConstant(FieldModel field) {
    return isFinal(field) && field.findAttribute(Attributes.constantValue()).isPresent();
  }

  /** A mutable static that starts from a constant which stands in the class file alone; javac makes none. */
  private static boolean isSetByTheJvm(FieldModel field) {
    return isStatic(field) && !isFinal(field) && field.findAttribute(Attributes.constantValue()).isPresent();
  }

  /** Whether a class of this name is the program's, so that it was woven with what is described here. */
  private static boolean isRestartable(String internalName) {
    return !ClassFacts.isPlatform(internalName) && !internalName.startsWith(OWN);
  }

  // The class that is woven ------------------------------------------------------------------------------------------

  /** Whether the initialiser of this class becomes one that can run again. */
  boolean movesInitialiser() {
    return hasInitialiser && !limited;
  }

  /** Whether a field loses its {@code final}. */
  boolean opens(FieldModel field) {
    return movesInitialiser() && isStatic(field) && isFinal(field) && !isConstant(field);
  }

  /** The name of the method that the initialiser's body moves to. */
  static String bodyName() {
    return BODY;
  }

  /** The guard of this class at the start of its own methods; null if it needs none. */
  @Nullable
  Edit guardOnEntry(MethodModel method) {
    boolean enters = (method.flags().flagsMask() & ClassFile.ACC_STATIC) != 0 && !isInitialiser(method)
        || method.methodName().equalsString("<init>");
    String first = enters && !isInterface() ? firstInitialised(name) : null;
    return first == null ? null : new Prologue(out -> guard(out, model.thisClass().asSymbol(), first));
  }

  /** Adds what the class needs beside its methods. */
  void addTo(ClassBuilder out) {
    if (limited) {
      int flags = isInterface() ? ADDED | ClassFile.ACC_FINAL : ADDED;
      out.withField(LIMIT, CD_boolean, flags);
    } else if (hasInitialiser) {
      out.withField(STALE + mangled(name), CD_boolean, ADDED);
      out.withMethodBody(AGAIN + mangled(name), MTD_void, ADDED, this::again);
      out.withMethodBody(CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC,
          code -> code.iconst_1().putstatic(model.thisClass().asSymbol(), STALE + mangled(name), CD_boolean).return_());
      out.withField(FAILURE, CD_Throwable, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC);
    }
  }

  /** JVMS 5.5: the mark first, so that the initialiser may use its own class; a failure is met again at every use. */
  private void again(CodeBuilder out) {
    ClassDesc self = model.thisClass().asSymbol();
    String above = model.superclass().map(up -> firstInitialised(up.asInternalName())).orElse(null);
    Label hopeful = out.newLabel();
    out.getstatic(self, FAILURE, CD_Throwable).ifnull(hopeful);
    Hook.UNUSABLE.call(out.loadConstant(name.replace('/', '.')).getstatic(self, FAILURE, CD_Throwable));
    out.athrow().labelBinding(hopeful);
    out.iconst_0().putstatic(self, STALE + mangled(name), CD_boolean);
    Hook.ENTER_INITIALISER.call(out);
    Label start = out.newBoundLabel();
    if (above != null) {
      guard(out, model.superclass().orElseThrow().asSymbol(), above);
    }
    out.invokestatic(self, BODY, MTD_void);
    Label end = out.newBoundLabel();
    Hook.EXIT_INITIALISER.call(out);
    out.return_();
    Label handler = out.newBoundLabel();
    Hook.EXIT_INITIALISER.call(out);
    Hook.FAILURE.call(out.dup());
    out.putstatic(self, FAILURE, CD_Throwable).iconst_1().putstatic(self, STALE + mangled(name), CD_boolean);
    Hook.FAILED.call(out);
    out.athrow();
    out.exceptionCatchAll(start, end, handler);
  }

  // Active uses ------------------------------------------------------------------------------------------------------

  /** Puts a guard before an instruction that uses a static of {@code declarer}, naming it by {@code owner}. */
  boolean guardUse(CodeBuilder out, ClassDesc owner, String declarer) {
    if (declarer.equals(name) || classes.inherits(name, declarer)) {
      return false;
    }
    String first = firstInitialised(declarer);
    if (first != null) {
      guard(out, owner, first);
    }
    return first != null;
  }

  private static void guard(CodeBuilder out, ClassDesc through, String initialised) {
    Label fresh = out.newLabel();
    out.getstatic(through, STALE + mangled(initialised), CD_boolean).ifeq(fresh);
    out.invokestatic(through, AGAIN + mangled(initialised), MTD_void).labelBinding(fresh);
  }

  /** The nearest class at or above {@code owner} whose initialiser moves: it sees to those above itself. */
  private @Nullable String firstInitialised(String owner) {
    return classes.firstAtOrAbove(owner,
        facts -> isRestartable(facts.name()) && !facts.isInterface() && restarts(facts));
  }

  /** Whether a class has an initialiser that must run again: where it can fail, that of a constant enum too. */
  private boolean restarts(ClassFacts facts) {
    return facts.hasInitialiser() && (failing || !facts.plainEnum());
  }

  private static String mangled(String internalName) {
    return internalName.replace('/', '-');
  }
}
