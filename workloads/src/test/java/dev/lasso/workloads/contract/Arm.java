package dev.lasso.workloads.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** A way to run a contract. */
@FunctionalInterface
public interface Arm {

  /** On the calling thread and real others. */
  Arm REAL = contract -> ContractCase.observe(contract.className(), contract.method());

  /** Everything the contract observed, in order. */
  List<String> run(ContractCase contract) throws Exception;

  /**
   * Runs a contract on real threads and on this arm.
   *
   * @throws AssertionError if they observe different things
   */
  default void assertSameAsReal(ContractCase contract) throws Exception {
    assertEquals(REAL.run(contract), run(contract), contract::toString);
  }
}
