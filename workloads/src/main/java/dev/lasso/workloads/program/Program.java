package dev.lasso.workloads.program;

/**
 * A small multi-threaded program in plain Java that ends with a line to print. Where the program is right, the line is
 * the same on every schedule, so that a simulated run can be compared with one on a plain JVM.
 *
 * <p>
 * Running and reporting are apart because a search runs the program a hundred thousand times a second, and prints
 * nothing.
 */
public interface Program {

  /** The argument of a {@code main} that asks for the correct twin instead of the program with the defect. */
  String FIXED = "fixed";

  /**
   * Does everything, and returns when every thread it must wait for has ended.
   *
   * @throws Exception a failure
   * @throws AssertionError a check of the program that did not hold
   */
  void run() throws Exception;

  /** What came out, once {@link #run} has returned. */
  String result();

  /** Runs a program and prints its result: the body of every {@code main}. */
  static void runAndPrint(Program program) throws Exception {
    program.run();
    System.out.println(program.result());
  }

  /** Whether the arguments of a {@code main} ask for the correct twin. */
  static boolean fixed(String[] args) {
    return args.length > 0 && args[0].equals(FIXED);
  }

  /** The argument at {@code index} as an int, or {@code otherwise} where there are fewer. */
  static int intArgument(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }
}
