package dev.lasso.workloads.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link StoreJmh}: whole with {@code mvn verify -Pjmh}, and else as far as shows that it can be run. */
final class StoreJmhTest {
  private static final int OPERATIONS = 4;
  private static final int STORES = 4;

  @Test
  void everyOperationOfTheEngineCanBeMeasured() throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder().include(StoreJmh.class.getName()).param("kind", "lasso")
        .param("keys", "1000").forks(0).warmupIterations(0).measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(10)).shouldFailOnError(true).verbosity(VerboseMode.SILENT);
    Collection<RunResult> results = new Runner(options.build()).run();
    assertEquals(OPERATIONS, results.size());
    results.forEach(result -> assertTrue(result.getPrimaryResult().getScore() > 0, result::toString));
  }

  @Test
  @Tag("jmh")
  void everyOperationOfEveryStoreIsMeasured() throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder().include(StoreJmh.class.getName()).forks(1)
        .jvmArgs("-Xmx512m", "--enable-native-access=ALL-UNNAMED").warmupIterations(3)
        .warmupTime(TimeValue.seconds(2)).measurementIterations(5).measurementTime(TimeValue.seconds(2))
        .shouldFailOnError(true);
    assertEquals(OPERATIONS * STORES, new Runner(options.build()).run().size());
  }
}
