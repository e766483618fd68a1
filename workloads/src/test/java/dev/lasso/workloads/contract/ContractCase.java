package dev.lasso.workloads.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One contract, by the names of its class and method, so that it can be run in any class loader. */
public record ContractCase(String className, String method) {

  /** The classes that hold contracts. */
  public static final List<Class<?>> TOPICS = List.of(MonitorContract.class, InterruptContract.class,
      ThreadContract.class, ThreadLocalContract.class, UncaughtContract.class, VirtualThreadContract.class,
      ParkContract.class, ReentrantLockContract.class, ConditionContract.class, ReadWriteLockContract.class,
      StampedLockContract.class, SemaphoreContract.class, LatchContract.class, BarrierContract.class,
      PhaserContract.class, ExchangerContract.class, BlockingQueueContract.class, HandOffQueueContract.class,
      OrderedQueueContract.class, ThreadPoolContract.class, ScheduledPoolContract.class, ForkJoinContract.class,
      CompletableFutureContract.class, TimerContract.class, RandomContract.class, ClockContract.class);

  /** All contracts. */
  public static Stream<ContractCase> all() {
    return TOPICS.stream().flatMap(ContractCase::of);
  }

  private static Stream<ContractCase> of(Class<?> topic) {
    return Arrays.stream(topic.getDeclaredMethods()).filter(ContractCase::isContract).map(Method::getName)
        .sorted(Comparator.naturalOrder()).map(name -> new ContractCase(topic.getName(), name));
  }

  private static boolean isContract(Method method) {
    return Arrays.equals(method.getParameterTypes(), new Class<?>[]{Observations.class})
        && java.lang.reflect.Modifier.isPublic(method.getModifiers());
  }

  /** Runs it on the calling thread, with the class that {@code loader} finds under its name. */
  public Observations run() throws Exception {
    Class<?> topic = Class.forName(className);
    Observations observations = new Observations();
    try {
      topic.getMethod(method, Observations.class).invoke(topic.getConstructor().newInstance(), observations);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return observations;
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
