package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a contract observed, in its order, each beside what the JDK documents. */
public class Observations implements AutoCloseable {

  private final List<String> all = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** Notes a value, and whether it is the documented one. */
  public synchronized void saw(String what, @Nullable Object actual, @Nullable Object documented) {
    String line = what + ": " + actual;
    all.add(line);
    if (!Objects.equals(String.valueOf(actual), String.valueOf(documented))) {
      wrong.add(line + ", but documented: " + documented);
    }
  }

  /** Notes that something documented holds, or does not. */
  public final void holds(String what, boolean actual) {
    saw(what, actual, true);
  }

  /** Notes what a call threw, or returned, in the words of {@link Actor#outcomeOf}. */
  public final void call(String what, Actor.Body body, String documented) {
    saw(what, Actor.outcomeOf(body), documented);
  }

  /** Every observation, as {@code what: value}. */
  public final synchronized List<String> all() {
    return List.copyOf(all);
  }

  /** Those that differ from what is documented. */
  public final synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Leaves nothing behind of what the contract was given. */
  @Override
  public void close() throws Exception {}
}
