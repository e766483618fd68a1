package dev.lasso.workloads.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/**
 * One contract, by the names of its class and method, so that it can be run in any class loader. It has no statics,
 * so that a loader which holds only what a contract needs serves many runs.
 */
public record ContractCase(String className, String method) {

  /** Runs it on the calling thread, with the class that {@code loader} finds under its name. */
  public Observations run() throws Exception {
    Class<?> topic = Class.forName(className);
    Method contract = Arrays.stream(topic.getDeclaredMethods())
        .filter(declared -> declared.getName().equals(method) && isContract(declared)).findFirst().orElseThrow();
    try (Observations observations = (Observations) contract.getParameterTypes()[0].getConstructor().newInstance()) {
      contract.invoke(topic.getConstructor().newInstance(), observations);
      return observations;
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Whether a method is one: public, and given nothing but what it notes its observations in. */
  static boolean isContract(Method method) {
    return Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1
        && Observations.class.isAssignableFrom(method.getParameterTypes()[0]);
  }

  /**
   * Runs one by name: the way in for an arm that has loaded this class anew and can call it by reflection only. Strings
   * and lists are all that passes between the loaders.
   */
  public static List<String> observe(String className, String method) throws Exception {
    return new ContractCase(className, method).run().all();
  }

  @Override
  public String toString() {
    return className.substring(className.lastIndexOf('.') + 1) + "." + method;
  }
}
