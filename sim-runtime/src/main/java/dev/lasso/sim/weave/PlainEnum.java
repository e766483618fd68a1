package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.util.Set;

/**
 * Recognises an enum that is a constant as a whole: its constants have no state that can change, its initialiser does
 * nothing but make them, and nobody can tell when it ran. Such a class need not be initialised again.
 */
final class PlainEnum {

  private static final String ENUM = "java/lang/Enum";
  private static final String VALUES = "$VALUES";

  /** Where the initialiser's code stands: javac fills the array of constants in a method of its own. */
  private static final Set<String> INITIALISING = Set.of(CLASS_INIT_NAME, INIT_NAME, "$values");

  private final ClassModel model;
  private final String name;

  private PlainEnum(ClassModel model) {
    this.model = model;
    this.name = model.thisClass().asInternalName();
  }

  static boolean is(ClassModel model) {
    boolean isEnum = model.superclass().stream().anyMatch(above -> above.asInternalName().equals(ENUM));
    return isEnum && new PlainEnum(model).isPlain();
  }

  private boolean isPlain() {
    return model.fields().stream().allMatch(PlainEnum::isConstant)
        && model.methods().stream()
            .filter(it -> INITIALISING.contains(it.methodName().stringValue()))
            .allMatch(this::onlyMakesConstants);
  }

  private static boolean isConstant(FieldModel field) {
    int flags = field.flags().flagsMask();
    String type = field.fieldType().stringValue();
    return (flags & ClassFile.ACC_FINAL) != 0
        && (type.length() == 1
            || type.equals("Ljava/lang/String;")
            || (flags & ClassFile.ACC_ENUM) != 0
            || field.fieldName().equalsString(VALUES));
  }

  private boolean onlyMakesConstants(MethodModel method) {
    return method.code().stream().allMatch(code -> code.elementStream().allMatch(this::onlyMakesConstants));
  }

  private boolean onlyMakesConstants(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call -> call.owner().asInternalName().equals(ENUM)
          || isOwn(call.owner().asInternalName()) && INITIALISING.contains(call.name().stringValue());
      case FieldInstruction access -> isOwn(access.owner().asInternalName());
      case NewObjectInstruction made -> isOwn(made.className().asInternalName());
      case LoadInstruction _,ConstantInstruction _,StackInstruction _,ReturnInstruction _,ArrayStoreInstruction _,NewReferenceArrayInstruction _ ->
        true;
      default -> !(element instanceof Instruction);
    };
  }

  private boolean isOwn(String owner) {
    return owner.equals(name);
  }
}
