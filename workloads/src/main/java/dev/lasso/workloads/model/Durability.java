package dev.lasso.workloads.model;

/** What an acknowledgement of a batch promises. */
public enum Durability {
  /** Kept out of the log: in each family it is lost with the process until the family is flushed. */
  UNLOGGED("unlogged"),
  /** In the log: it survives the process. */
  LOGGED("logged"),
  /** In the log and synced: it survives the machine. */
  SYNCED("synced");

  private final String word;

  Durability(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
