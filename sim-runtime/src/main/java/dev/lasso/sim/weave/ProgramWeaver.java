package dev.lasso.sim.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassModel;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of the program under test while they are defined: monitors, points, branches back, redirected
 * calls, and initialisers. Safe for use by several threads.
 */
public final class ProgramWeaver {

  private final ProgramForm form;
  private final LoaderClasses platform = new LoaderClasses();
  private final Map<ClassLoader, LoaderClasses> byLoader = Collections.synchronizedMap(new WeakHashMap<>());

  /** A weaver into the plain form. */
  public ProgramWeaver() {
    this(ProgramForm.PLAIN);
  }

  /** A weaver of the program's classes into that form. */
  public ProgramWeaver(ProgramForm form) {
    this.form = form;
  }

  /** Whether a class file is that of a {@link java.lang.reflect.Proxy}. */
  public static boolean isProxy(byte[] original) {
    return ClassFile.of().parse(original).superclass().stream()
        .anyMatch(above -> above.asInternalName().equals("java/lang/reflect/Proxy"));
  }

  /**
   * The woven form of a class, the same for the same input.
   *
   * @param loader the loader that defines it; null for one that sees the platform alone
   * @param internalName its name, with slashes
   * @param original its class file
   * @return null if there is nothing to change
   * @throws WeavingException if it cannot be woven
   */
  public byte @Nullable [] weave(@Nullable ClassLoader loader, String internalName, byte[] original) {
    try {
      LoaderClasses classes = loader == null
          ? platform
          : byLoader.computeIfAbsent(loader, it -> new LoaderClasses(it, platform));
      ClassFile files = ClassFile.of(ClassHierarchyResolverOption.of(classes));
      ClassModel model = files.parse(original);
      classes.learn(model);
      WovenMethods methods = new WovenMethods(new ProgramTreatment(model, classes, form));
      byte[] woven = files.transformClass(model, methods);
      return methods.haveChanged() ? woven : null;
    } catch (RuntimeException | LinkageError e) {
      throw new WeavingException(internalName, e);
    }
  }
}
