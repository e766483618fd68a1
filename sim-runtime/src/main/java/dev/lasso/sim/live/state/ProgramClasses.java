package dev.lasso.sim.live.state;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes that a program's loader has made, and whether other loaders below it have made some. */
final class ProgramClasses {

  private final ClassLoader program;
  private final List<Class<?>> byName;
  private final boolean unwatched;

  /** @param all the classes of this JVM */
  ProgramClasses(ClassLoader program, List<Class<?>> all) {
    this.program = program;
    byName = all.stream().filter(type -> type.getClassLoader() == program && !type.isHidden() && !type.isArray())
        .sorted(Comparator.comparing(Class::getName)).toList();
    unwatched = all.stream().map(Class::getClassLoader).anyMatch(loader -> loader != program && isBelow(loader));
  }

  private boolean isBelow(@Nullable ClassLoader loader) {
    ClassLoader above = loader;
    while (above != null && above != program) {
      above = above.getParent();
    }
    return above == program;
  }

  /** Whether they are those of this loader. */
  boolean areOf(ClassLoader loader) {
    return program == loader;
  }

  /** Those with names, in the order of these. */
  List<Class<?>> byName() {
    return byName;
  }

  /** Whether there are classes that see those of the program, and of whose reads nobody is told. */
  boolean haveUnwatched() {
    return unwatched;
  }
}
