package dev.lasso.sim.agent;

import java.lang.instrument.Instrumentation;

/** Placeholder: the agent that installs the hooks and weaves takes its place. */
public final class Agent {

  private Agent() {}

  /** Does nothing yet. */
  public static void premain(String arguments, Instrumentation instrumentation) {}
}
