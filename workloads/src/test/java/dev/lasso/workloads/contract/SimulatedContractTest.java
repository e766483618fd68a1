package dev.lasso.workloads.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated arm: every primitive does under simulation, on every schedule, what it does on real threads. */
final class SimulatedContractTest {

  private static final Arm SIMULATED = new SimulatedArm(20);

  static Stream<ContractCase> contracts() {
    return Contracts.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contracts")
  void simulatedThreadsDoWhatRealOnesDo(ContractCase contract) throws Exception {
    SIMULATED.assertSameAsReal(contract);
  }

  @Test
  void aProgramThatDependsOnTheScheduleIsSeen() throws Exception {
    List<String> answers = SIMULATED.run(broken("dependsOnTheSchedule"));
    assertTrue(answers.size() > 1 && answers.toString().contains("seed "), answers::toString);
  }

  @Test
  void aProgramThatHangsIsSeen() throws Exception {
    assertEquals(List.of("STUCK: no thread can run and no timer is pending"), SIMULATED.run(broken("waitsForNobody")));
  }

  private static ContractCase broken(String method) {
    return new ContractCase(Broken.class.getName(), method);
  }

  /** What no contract may be. */
  public static final class Broken {

    private volatile int winner;

    public void dependsOnTheSchedule(Observations log) throws Exception {
      Actor first = Actor.doing("first", () -> winner = 1);
      Actor second = Actor.doing("second", () -> winner = 2);
      first.end();
      second.end();
      log.saw("winner", winner, 1);
    }

    public void waitsForNobody(Observations log) throws Exception {
      synchronized (this) {
        wait();
      }
      log.holds("ended", true);
    }
  }
}
