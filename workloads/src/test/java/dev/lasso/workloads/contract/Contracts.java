package dev.lasso.workloads.contract;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;

/** The table of contracts. */
public final class Contracts {

  private Contracts() {}

  /** All contracts of the primitives. */
  public static Stream<ContractCase> all() {
    return in(Contracts.class.getPackage());
  }

  /** The contracts of a package: of its classes that are called contracts. */
  public static Stream<ContractCase> in(Package chapter) {
    return ReflectionSupport
        .streamAllClassesInPackage(chapter.getName(), type -> type.getPackage().equals(chapter),
            name -> name.endsWith("Contract"))
        .sorted(Comparator.comparing(Class::getName)).flatMap(Contracts::of);
  }

  private static Stream<ContractCase> of(Class<?> topic) {
    return Arrays.stream(topic.getDeclaredMethods()).filter(ContractCase::isContract).map(Method::getName)
        .sorted(Comparator.naturalOrder()).map(name -> new ContractCase(topic.getName(), name));
  }
}
