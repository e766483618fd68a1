package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.agent.Installation;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.sim.sched.Carrier;
import dev.lasso.sim.sched.ContinuationCarrier;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.ThreadCarrier;
import dev.lasso.workloads.contract.ContractCase;
import dev.lasso.workloads.contract.ContractMain;
import dev.lasso.workloads.contract.Contracts;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run is the same on continuations and on real threads: each carrier is held against the other. */
@Timeout(3600)
class CarriersTest {

  private static final int SEEDS = 5;
  private static final int SOAK_SEEDS = 1_000;

  /** Of longer runs one is enough outside of the soak. */
  private static final long LONG = 20_000;

  private static final List<String> PROGRAMS = List.of("dev.lasso.workloads.edge.EdgePrograms",
      "dev.lasso.workloads.live.CyclePrograms", "dev.lasso.workloads.live.DoomedPrograms");

  private final Simulation simulation = Simulation.get();

  @AfterEach
  void carryByContinuations() {
    simulation.carryBy(ContinuationCarrier::new);
  }

  static Stream<ContractCase> contracts() {
    return Contracts.all();
  }

  static Stream<String> workloads() {
    return catalogue().all().stream().map(Workload::name);
  }

  /** What blocks in earnest would leave no carrier to go on with. */
  private static final String BLOCKS = "readsStandardInput";

  /** The methods of these classes that a run can begin with. */
  static Stream<String> programs() throws ClassNotFoundException {
    List<String> programs = new ArrayList<>();
    for (String owner : PROGRAMS) {
      Arrays.stream(Class.forName(owner).getDeclaredMethods())
          .filter(method -> Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())
              && !method.isSynthetic() && method.getParameterCount() == 0 && !method.getName().equals(BLOCKS))
          .map(Method::getName).sorted().forEach(name -> programs.add(owner + "#" + name));
    }
    return programs.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contracts")
  void agreeOnTheContracts(ContractCase contract) {
    RunSpec spec = ofMain(ContractMain.class.getName(), "main", List.of(contract.className(), contract.method()));
    assertAgree(spec, 1);
    assertAgree(spec.withPoints(RunSpec.Points.FIELDS), 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void agreeOnProgramsThatEndBadly(String program) {
    String[] name = program.split("#", 2);
    RunSpec spec = ofMain(name[0], name[1], List.of());
    assertAgree(spec.withLimits(20_000, Duration.ofSeconds(50)), 1, 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void agreeOnWorkloads(String workload) {
    RunSpec spec = RunSpec.of(catalogue().program(workload));
    if (assertAgree(spec, 1) < LONG) {
      assertAgreeInBulk(spec, SEEDS);
    }
  }

  /** It stays in the middle of a start for ever. */
  @Test
  void agreeWhereTheParentNeverGoesOn() {
    assertAgreeInBulk(ofMain("dev.lasso.workloads.edge.EdgePrograms", "throwsInAThread", List.of()), 20);
  }

  @Test
  void agreeWhereThreadsWaitForTheDiskInTheMiddleOfCalls() {
    FaultPlan slow = FaultPlan.of(Map.of("disk.latency", "10us..5ms", "disk.depth", "2"));
    FaultPlan hung = FaultPlan.of(Map.of("hang.nth", "1"));
    String programs = "dev.lasso.workloads.disk.SlowDisk";
    assertAgree(ofMain(programs, "whatIsAppendedTogetherIsAllThere", List.of()).withFaults(slow), 1, 2);
    assertAgree(ofMain(programs, "othersWaitForTheLock", List.of()).withFaults(hung), 1, 2);
    assertAgree(ofMain(programs, "syncIsInterrupted", List.of()).withFaults(hung)
        .withLimits(20_000, Duration.ofSeconds(50)), 1);
    FaultPlan crashes = FaultPlan.of(Map.of("disk.latency", "10us..5ms", "disk.depth", "2", "hang.probability",
        "0.002", "power.probability", "0.002", "kill.probability", "0.002"));
    assertAgreeInBulk(RunSpec.of(catalogue().program("crash-recovery")).withFaults(crashes), SEEDS);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void agreeForLongOnWorkloads(String workload) {
    assertAgreeInBulk(RunSpec.of(catalogue().program(workload)), SOAK_SEEDS);
  }

  private static Workloads catalogue() {
    return Workloads.of(CarriersTest.class.getClassLoader());
  }

  private static RunSpec ofMain(String className, String method, List<String> arguments) {
    return RunSpec
        .of(new RunSpec.Program.OfMain(className, method, System.getProperty("java.class.path"), arguments));
  }

  /** Compares all that is known of single runs; the steps of the last. */
  private long assertAgree(RunSpec spec, long... seeds) {
    long steps = 0;
    for (long seed : seeds) {
      RunSpec resolved = simulation.resolve(spec.withSeed(seed));
      assertEquals(on(ContinuationCarrier::new, () -> text(simulation.run(resolved))),
          on(ThreadCarrier::new, () -> text(simulation.run(resolved))), () -> "seed " + seed);
      steps = Installation.get().scheduler().steps();
    }
    return steps;
  }

  private void assertAgreeInBulk(RunSpec spec, int seeds) {
    List<String> fast = on(ContinuationCarrier::new, () -> all(spec, seeds));
    List<String> slow = on(ThreadCarrier::new, () -> all(spec, seeds));
    for (int i = 0; i < seeds; i++) {
      assertEquals(fast.get(i), slow.get(i), "seed " + (i + 1));
    }
  }

  private List<String> all(RunSpec spec, int seeds) {
    List<String> texts = new ArrayList<>();
    simulation.explore(spec, 1, seeds, outcome -> texts.add(text(outcome)));
    return texts;
  }

  private <T> T on(Supplier<Carrier> carrier, Supplier<T> runs) {
    simulation.carryBy(carrier);
    return runs.get();
  }

  private static String text(Outcome outcome) {
    assertTrue(outcome.switches() > 0, outcome::summary);
    return outcome.verdict() + " " + outcome.proof() + "\n" + outcome.summary() + "\n" + outcome.steps() + " steps, "
        + outcome.switches() + " switches, " + outcome.virtualNanos() + " ns, trace " + outcome.traceHashText()
        + ", fingerprint " + outcome.fingerprint() + "\n" + outcome.remark() + "\n" + outcome.dump();
  }

  // What the comparison is worth -------------------------------------------------------------------------------------

  /** Says of every seventh task that could go on and is to give way that it cannot be suspended. */
  private static final class Stubborn implements Carrier {

    private final Carrier sound = new ThreadCarrier();
    private int asked;

    @Override
    public void resume(Task task) {
      sound.resume(task);
    }

    @Override
    public boolean giveWay(Task task) {
      boolean couldGoOn = Thread.currentThread().getState() == Thread.State.RUNNABLE;
      return (!couldGoOn || ++asked % 7 != 0) && sound.giveWay(task);
    }

    @Override
    public boolean carry(Task task) {
      return sound.carry(task);
    }

    @Override
    public void end(List<Task> tasks) {
      sound.end(tasks);
    }

    @Override
    public StackTraceElement[] frames(Task task) {
      return sound.frames(task);
    }

    @Override
    public Thread atWork() {
      return sound.atWork();
    }
  }

  @Test
  void aCarrierThatLetsTasksStayIsCaught() {
    RunSpec spec = RunSpec.of(catalogue().program("juc-tour"));
    List<String> sound = on(ThreadCarrier::new, () -> all(spec, SEEDS));
    assertNotEquals(sound, on(Stubborn::new, () -> all(spec, SEEDS)));
  }

  @Test
  void threadsEndWithTheirRun() {
    Thread[] before = new Thread[1_000];
    int alive = Thread.enumerate(before);
    on(ThreadCarrier::new, () -> all(RunSpec.of(catalogue().program("ab-ba-monitors")), SOAK_SEEDS));
    int left = Thread.enumerate(before);
    assertTrue(left <= alive, () -> left - alive + " threads more: " + List.of(Arrays.copyOf(before, left)));
  }
}
