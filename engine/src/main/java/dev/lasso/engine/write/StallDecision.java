package dev.lasso.engine.write;

/** What the state of the tree asks of writers. The text is the LOG line without the column family. */
public sealed interface StallDecision {

  /** Writes wait. */
  record Stop(String text) implements StallDecision {}

  /** Writes are slowed; the line ends with the rate. */
  record Delay(String text) implements StallDecision {}

  /** Writes pass, and compactions use all their slots. */
  record Pressure(String text) implements StallDecision {}

  /** Nothing. */
  record Released() implements StallDecision {}
}
