package dev.lasso.workloads.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The table of contracts. */
public final class Contracts {

  /** The classes that hold contracts. */
  static final List<Class<?>> TOPICS = List.of(MonitorContract.class, InterruptContract.class,
      ThreadContract.class, ThreadLocalContract.class, UncaughtContract.class, VirtualThreadContract.class,
      ParkContract.class, ReentrantLockContract.class, ConditionContract.class, ReadWriteLockContract.class,
      StampedLockContract.class, SemaphoreContract.class, LatchContract.class, BarrierContract.class,
      PhaserContract.class, ExchangerContract.class, BlockingQueueContract.class, HandOffQueueContract.class,
      OrderedQueueContract.class, ThreadPoolContract.class, ScheduledPoolContract.class, ForkJoinContract.class,
      CompletableFutureContract.class, TimerContract.class, RandomContract.class, ClockContract.class);

  private Contracts() {}

  /** All contracts. */
  public static Stream<ContractCase> all() {
    return TOPICS.stream().flatMap(Contracts::of);
  }

  private static Stream<ContractCase> of(Class<?> topic) {
    return Arrays.stream(topic.getDeclaredMethods()).filter(Contracts::isContract).map(Method::getName)
        .sorted(Comparator.naturalOrder()).map(name -> new ContractCase(topic.getName(), name));
  }

  private static boolean isContract(Method method) {
    return Arrays.equals(method.getParameterTypes(), new Class<?>[]{Observations.class})
        && Modifier.isPublic(method.getModifiers());
  }
}
