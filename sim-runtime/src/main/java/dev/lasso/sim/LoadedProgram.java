package dev.lasso.sim;

import dev.lasso.sim.agent.Installation;
import dev.lasso.sim.agent.ProgramLoader;
import dev.lasso.sim.agent.Statics;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** A program in a class loader of its own, ready to run. */
final class LoadedProgram {

  private final ProgramLoader loader;
  private final @Nullable Constructor<?> constructor;
  private final @Nullable Workload workload;
  private final @Nullable Method main;
  private final String[] arguments;
  private int judgedClasses = -1;
  private boolean stateless;

  private LoadedProgram(ProgramLoader loader, @Nullable Constructor<?> constructor, @Nullable Workload workload,
      @Nullable Method main, String[] arguments) {
    this.loader = loader;
    this.constructor = constructor;
    this.workload = workload;
    this.main = main;
    this.arguments = arguments;
  }

  /**
   * Loads a program.
   *
   * @throws IllegalArgumentException if there is no such class or method, in one line
   */
  static LoadedProgram load(RunSpec.Program program) {
    return switch (program) {
      case RunSpec.Program.OfWorkload ofWorkload -> loadWorkload(ofWorkload);
      case RunSpec.Program.OfMain ofMain -> loadMain(ofMain);
    };
  }

  private static LoadedProgram loadWorkload(RunSpec.Program.OfWorkload program) {
    ProgramLoader loader = new ProgramLoader(System.getProperty("java.class.path"));
    Class<?> type = classNamed(loader, program.provider());
    try {
      Constructor<?> constructor = type.getConstructor();
      if (!WorkloadCatalogue.class.isAssignableFrom(type)) {
        return new LoadedProgram(loader, constructor, null, null, new String[0]);
      }
      WorkloadCatalogue catalogue = (WorkloadCatalogue) constructor.newInstance();
      return new LoadedProgram(loader, null, catalogue.workload(program.name()), null, new String[0]);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalArgumentException(type.getName() + " cannot be made without parameters: " + failure, failure);
    }
  }

  private static LoadedProgram loadMain(RunSpec.Program.OfMain program) {
    ProgramLoader loader = new ProgramLoader(program.classPath());
    Class<?> type = classNamed(loader, program.className());
    return new LoadedProgram(loader, null, null, method(type, program.method()),
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

  /** Whether a run leaves nothing behind in the statics of the program, so that the next may use the same classes. */
  boolean isStateless() {
    if (loader.definedClasses() != judgedClasses) {
      judgedClasses = loader.definedClasses();
      stateless = Statics.areConstant(Installation.get().loadedClasses().apply(loader));
    }
    return stateless;
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
