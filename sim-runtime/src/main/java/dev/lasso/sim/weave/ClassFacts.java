package dev.lasso.sim.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the weaver must know of a class other than the one it weaves, read from its class file.
 *
 * @param superName the super-class; null for Object
 * @param fields the access flags of each field, by name and descriptor
 * @param methods the methods it declares, by name and descriptor
 * @param plainEnum whether it is an enum that is a constant as a whole: see {@link PlainEnum}
 */
record ClassFacts(
    String name,
    @Nullable String superName,
    List<String> interfaces,
    boolean isInterface,
    Map<String, Integer> fields,
    Set<String> methods,
    boolean plainEnum) {

  private static final String CLASS_INIT = "<clinit>()V";

  static ClassFacts of(ClassModel model) {
    Map<String, Integer> fields = HashMap.newHashMap(model.fields().size());
    for (FieldModel field : model.fields()) {
      fields.put(field.fieldName().stringValue() + field.fieldType().stringValue(), field.flags().flagsMask());
    }
    Set<String> methods = HashSet.newHashSet(model.methods().size());
    for (MethodModel method : model.methods()) {
      methods.add(method.methodName().stringValue() + method.methodType().stringValue());
    }
    return new ClassFacts(
        model.thisClass().asInternalName(),
        model.superclass().map(entry -> entry.asInternalName()).orElse(null),
        model.interfaces().stream().map(entry -> entry.asInternalName()).toList(),
        (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0,
        fields,
        methods,
        PlainEnum.is(model));
  }

  boolean hasInitialiser() {
    return methods.contains(CLASS_INIT);
  }

  /** Whether {@code name} is of the platform, whose plain fields are its own business. */
  static boolean isPlatform(String name) {
    return name.startsWith("java/")
        || name.startsWith("javax/")
        || name.startsWith("jdk/")
        || name.startsWith("sun/")
        || name.startsWith("com/sun/");
  }
}
