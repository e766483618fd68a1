package dev.lasso.workloads.contract;

/**
 * One contract as a program. What it observed goes into a system property, since the run's classes are not those of the
 * test that started it.
 */
public final class ContractMain {

  /** The property that holds the observations, one a line. */
  static final String OBSERVED = "lasso.contract.observed";

  private ContractMain() {}

  /** Runs the contract of the class and the method that are named. */
  public static void main(String[] args) throws Exception {
    System.clearProperty(OBSERVED);
    System.setProperty(OBSERVED, String.join("\n", ContractCase.observe(args[0], args[1])));
  }
}
