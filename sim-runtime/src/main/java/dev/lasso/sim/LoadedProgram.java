package dev.lasso.sim;

import dev.lasso.sim.agent.Installation;
import dev.lasso.sim.agent.ProgramClasses;
import dev.lasso.sim.agent.ProgramLoader;
import dev.lasso.sim.weave.ProgramForm;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** A program in a class loader of its own, ready to run. */
final class LoadedProgram {

  private final ProgramLoader loader;
  private final @Nullable Constructor<?> constructor;
  private final ProgramClasses classes;
  private final @Nullable Class<?> catalogue;
  private final String workloadName;
  private @Nullable Workload workload;
  private final @Nullable Method main;
  private final String[] arguments;

  private LoadedProgram(ProgramLoader loader, @Nullable Constructor<?> constructor, @Nullable Class<?> catalogue,
      String workloadName, @Nullable Method main, String[] arguments) {
    this.loader = loader;
    this.classes = Installation.get().classesOf(loader);
    this.constructor = constructor;
    this.catalogue = catalogue;
    this.workloadName = workloadName;
    this.main = main;
    this.arguments = arguments;
    makeWorkload();
  }

  /** A catalogue is asked again for every run: its workloads may refer to what stands in statics. */
  private void makeWorkload() {
    if (catalogue == null) {
      return;
    }
    try {
      workload = ((WorkloadCatalogue) catalogue.getConstructor().newInstance()).workload(workloadName);
    } catch (ReflectiveOperationException failure) {
      throw cannotBeMade(catalogue, failure);
    }
  }

  private static IllegalArgumentException cannotBeMade(Class<?> type, ReflectiveOperationException failure) {
    return new IllegalArgumentException(type.getName() + " cannot be made without parameters: " + failure, failure);
  }

  /**
   * Loads a program.
   *
   * @param form what its classes are woven into; a restartable one serves many runs
   * @throws IllegalArgumentException if there is no such class or method, in one line
   */
  static LoadedProgram load(RunSpec.Program program, ProgramForm form) {
    return switch (program) {
      case RunSpec.Program.OfWorkload ofWorkload -> loadWorkload(ofWorkload, form);
      case RunSpec.Program.OfMain ofMain -> loadMain(ofMain, form);
    };
  }

  private static LoadedProgram loadWorkload(RunSpec.Program.OfWorkload program, ProgramForm form) {
    ProgramLoader loader = new ProgramLoader(System.getProperty("java.class.path"), form);
    Class<?> type = classNamed(loader, program.provider());
    if (WorkloadCatalogue.class.isAssignableFrom(type)) {
      return new LoadedProgram(loader, null, type, program.name(), null, new String[0]);
    }
    try {
      return new LoadedProgram(loader, type.getConstructor(), null, "", null, new String[0]);
    } catch (NoSuchMethodException failure) {
      throw cannotBeMade(type, failure);
    }
  }

  private static LoadedProgram loadMain(RunSpec.Program.OfMain program, ProgramForm form) {
    ProgramLoader loader = new ProgramLoader(program.classPath(), form);
    Class<?> type = classNamed(loader, program.className());
    return new LoadedProgram(loader, null, null, "", method(type, program.method()),
        program.arguments().toArray(new String[0]));
  }

  private static Class<?> classNamed(ProgramLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException absent) {
      throw new IllegalArgumentException("there is no class " + name + " on the class path", absent);
    } catch (LinkageError broken) {
      throw new IllegalArgumentException("class " + name + " cannot be loaded: " + broken, broken);
    }
  }

  private static Method method(Class<?> type, String name) {
    try {
      Method method = name.equals("main") ? type.getMethod(name, String[].class) : type.getDeclaredMethod(name);
      if (Modifier.isStatic(method.getModifiers())) {
        method.setAccessible(true);
        return method;
      }
    } catch (NoSuchMethodException absent) {
      // Said below, in the same words as for a method that is not static.
    }
    throw new IllegalArgumentException("class " + type.getName() + " has no static method " + name
        + (name.equals("main") ? "(String[])" : "()"));
  }

  /** Makes the program ready for another run, with fresh statics; false if that takes a fresh loader. */
  boolean restart() {
    if (!classes.putBack()) {
      return false;
    }
    if (!classes.areConstant()) {
      makeWorkload();
    }
    return true;
  }

  ProgramLoader loader() {
    return loader;
  }

  /** The body of the root task. */
  void run(java.util.function.Function<Workload, Run> context) throws Throwable {
    try {
      if (constructor != null) {
        Workload made = (Workload) constructor.newInstance();
        made.run(context.apply(made));
      } else if (workload != null) {
        workload.run(context.apply(workload));
      } else if (main != null) {
        main.invoke(null, main.getParameterCount() == 0 ? new Object[0] : new Object[]{arguments});
      }
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
