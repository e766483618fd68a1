package dev.lasso.workloads.wtperf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.OptionsException;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.workloads.engine.Wtperf;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
final class WtperfTest {

  private static final int SEEDS = 10;

  /** The shape of the runs behind the hang in wiredtiger_open. */
  private static final String FOUNDING = "conn_config=\"create,cache_size=21G,checkpoint_sync=false,mmap=false,"
      + "session_max=1024\",icount=200,populate_threads=20,key_sz=40,value_sz=1000,async_threads=10,report_interval=0";

  /** The first outcome that is not LIVE, with its dump, or else the last. */
  private static Outcome explore(Map<String, String> parameters, int seeds) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(Wtperf.class.getName(), "wtperf"))
        .withParameters(parameters);
    AtomicLong seed = new AtomicLong();
    Simulation.get().explore(spec, 1, seeds, outcome -> {
      seed.incrementAndGet();
      return outcome.verdict() == Verdict.LIVE;
    });
    return Simulation.get().run(spec.withSeed(seed.get()));
  }

  private static void assertLive(String config, int seeds) {
    Outcome outcome = explore(Map.of("config", config), seeds);
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
  }

  private static void assertRefused(String config, String part) {
    OptionsException refused = assertThrows(OptionsException.class, () -> WtperfOptions.parse(config));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void allPhasesEndOnManySchedules() {
    Outcome outcome = explore(Map.of(), SEEDS);
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
  }

  @Test
  void theShapeOfTheFoundingRunsIsLive() {
    assertLive(FOUNDING, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"icount=8,report_interval=0",
    "icount=8,reopen_connection=false,compact,threads=((reads=1)),run_ops=5",
    "icount=9,table_count=3,pareto=20,random_value,threads=((count=2,reads=1,updates=2)),run_ops=20",
    "icount=4,random_range=6,threads=((inserts=1)),run_time=1,run_ops=30,warmup=1,sample_interval=1,max_latency=1000",
    "icount=6,checkpoint_threads=2,checkpoint_interval=1,async_threads=1,threads=((reads=3,inserts=1)),run_ops=9"})
  void optionsAreServedTogether(String config) {
    assertLive(config, 4);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "icount=x|icount must be an integer from 0", "async_threads=21|async_threads must be an integer from 0 to 20",
    "populate_ops_per_txn=2|populate_ops_per_txn=2 is not supported", "read_range=5|read_range=5 is not supported",
    "database_count=2|database_count=2 is not supported", "table_config=\"a=b\"|table_config=a=b is not supported",
    "sess_config=isolation|sess_config=isolation is not supported",
    "transaction_config=sync|transaction_config=sync is not supported", "icounts=5|wtperf has no option 'icounts'",
    "threads=5|threads must be a list of groups", "threads=(count=1)|threads holds groups in brackets",
    "threads=((count=1,scans=1)),run_ops=1|a group of threads has no 'scans'",
    "threads=((count=1)),run_ops=1|a group of threads needs one of reads, updates and inserts: (count=1)",
    "threads=((reads=1))|threads need run_ops or run_time", "max_latency=5|max_latency is looked at once every",
    "min_throughput=5|min_throughput is looked at once every", "icount=(|is never closed",
    "icount=0,threads=((reads=1)),run_ops=1|threads that read or update need an icount"})
  void whatCannotBeServedIsRefusedInOneLineThatNamesIt(String config, String said) {
    assertRefused(config, said);
  }

  @Test
  void refusedConfigurationsCostNoRun() {
    Wtperf wtperf = new Wtperf();
    assertThrows(OptionsException.class, () -> wtperf.checkParameters(Map.of("config", "icount=-1")));
    assertThrows(OptionsException.class, () -> wtperf.checkParameters(Map.of("config", "conn_config=\"creat\"")));
    wtperf.checkParameters(Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_latency=1", "min_throughput=1000000000"})
  void limitsThatAreMissedFailTheRun(String limit) {
    Outcome outcome = explore(Map.of("config", limit
        + ",sample_interval=1,report_interval=0,icount=4,threads=((reads=1,updates=1)),run_time=3,async_threads=1,"
        + "conn_config=\"create,async=(ops_max=10)\""), 3);
    assertEquals(Verdict.FAILED, outcome.verdict(), outcome::dump);
    assertTrue(outcome.summary().contains(limit.substring(0, limit.indexOf('='))), outcome::summary);
  }

  @Test
  void recordThatIsLostOrAnothersIsNoticed() {
    Records records = new Records(WtperfOptions.parse("icount=5,key_sz=4,value_sz=10,table_count=2"));
    byte[] key = records.key(3);
    byte[] value = records.value(key, new Random(1));
    records.check(key, value);
    assertThrows(AssertionError.class, () -> records.check(key, null));
    assertThrows(AssertionError.class, () -> records.check(key, records.value(records.key(4), new Random(1))));
    assertThrows(AssertionError.class, () -> records.check(key, Arrays.copyOf(value, 9)));
  }
}
