package dev.lasso.sim;

/** What a run owes beside the end of its threads: "put key 17" is owed from the call until it is answered. */
public interface Obligations {

  /** Takes on an obligation; a run that can never pay it is STUCK, unless it is one of a process that has crashed. */
  Obligation owe(String what);

  /** One thing owed. */
  interface Obligation extends AutoCloseable {

    /** The thing has happened. */
    void paid();

    @Override
    default void close() {
      paid();
    }
  }
}
