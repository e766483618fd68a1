package dev.lasso.workloads.model;

/** What a database holds, or is expected to hold, at a key. */
public sealed interface Answer {

  /** Whether one that is expected and one that is found can be the same: of what is not known, anything can be. */
  default boolean fits(Answer other) {
    return equals(other) || this instanceof Unknown || other instanceof Unknown;
  }

  /** It has a value. */
  record Present(WrittenValue value) implements Answer {

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** It has none: it was never written, or is deleted. */
  record Absent() implements Answer {

    /** There is no other; a constant of the interface would need fresh classes for every run. */
    static final Answer ONE = new Absent();

    @Override
    public String toString() {
      return "no value";
    }
  }

  /** Nobody knows: a change of it has failed or was cut, or it cannot be read. */
  record Unknown(String reason) implements Answer {

    @Override
    public String toString() {
      return "unknown (" + reason + ")";
    }
  }
}
