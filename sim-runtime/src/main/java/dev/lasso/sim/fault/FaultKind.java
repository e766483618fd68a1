package dev.lasso.sim.fault;

import dev.lasso.sim.trace.DecisionKind;
import java.util.Locale;

/** What can fail. */
public enum FaultKind {
  /** {@link Thread#start()}: the JVM cannot create a thread. */
  SPAWN(DecisionKind.SPAWN, "thread start", "fails", "failed"),
  /** An instruction of the program that makes an object or an array: the heap is full. */
  ALLOCATION(DecisionKind.ALLOCATION, "allocation", "fails", "failed"),
  /** A call that acts on files: the power is lost right before, and with it the machine that the call is made on. */
  POWER(DecisionKind.POWER, "file call", "meets a loss of power", "met a loss of power"),
  /** A call that acts on files: its process is killed right before. */
  KILL(DecisionKind.KILL, "file call", "meets a kill", "met a kill");

  private final DecisionKind decision;
  private final String site;
  private final String effect;
  private final String past;

  FaultKind(DecisionKind decision, String site, String effect, String past) {
    this.decision = decision;
    this.site = site;
    this.effect = effect;
    this.past = past;
  }

  /** What names of settings begin with. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it can happen, for a person. */
  public String site() {
    return site;
  }

  /** What happens there, for a person: goes on after {@link #site}. */
  public String effect() {
    return effect;
  }

  /** What has happened there. */
  public String past() {
    return past;
  }

  DecisionKind decision() {
    return decision;
  }
}
