package dev.lasso.workloads.cli;

/** Placeholder: the command line takes its place. */
public final class Main {

  private Main() {}

  /** Says its name. */
  public static void main(String[] arguments) {
    System.out.println("lasso");
  }
}
