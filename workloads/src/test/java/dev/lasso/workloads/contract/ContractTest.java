package dev.lasso.workloads.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real arm: real threads do what the contracts say that the JDK documents. */
final class ContractTest {

  static Stream<ContractCase> contracts() {
    return Contracts.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contracts")
  void realThreadsDoWhatIsDocumented(ContractCase contract) throws Exception {
    Observations observations = contract.run();
    assertFalse(observations.all().isEmpty(), "a contract that observes nothing can say nothing");
    assertEquals(List.of(), observations.wrong());
  }

  @Test
  void anArmThatForgetsAnObservationIsSeen() throws Exception {
    ContractCase contract = new ContractCase(LatchContract.class.getName(), "opens");
    Arm.REAL.assertSameAsReal(contract);
    Arm forgetful = forgotten -> Arm.REAL.run(forgotten).stream().skip(1).toList();
    assertThrows(AssertionError.class, () -> forgetful.assertSameAsReal(contract));
  }

  @Test
  void observationsDifferWhereThreadsMisbehave() {
    Observations observations = new Observations();
    observations.saw("answer", 41, 42);
    observations.saw("nothing", null, null);
    assertAll(() -> assertEquals(List.of("answer: 41, but documented: 42"), observations.wrong()),
        () -> assertEquals(List.of("answer: 41", "nothing: null"), observations.all()));
  }
}
