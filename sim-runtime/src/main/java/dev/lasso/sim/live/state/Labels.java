package dev.lasso.sim.live.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of variables by number: {@code Connection.closing}, {@code local 2 of Server.run}. States that are to be
 * compared share them.
 */
public final class Labels {

  private final List<Label> labels = new ArrayList<>();
  private final Map<Label, Integer> numbers = new HashMap<>();

  /** What a variable is called, and how its values are to be taken. */
  record Label(String name, Kind kind) {}

  /** How the values of a variable are to be taken. */
  enum Kind {
    /** A reference, by the number of its object; or something that belongs to the shape of the state. */
    SHAPE,
    /** A number, which may have been a clock's. */
    LONG,
    /** Any other value. */
    VALUE
  }

  int number(String name, Kind kind) {
    Label label = new Label(name, kind);
    Integer known = numbers.get(label);
    if (known == null) {
      known = labels.size();
      labels.add(label);
      numbers.put(label, known);
    }
    return known;
  }

  Label get(int number) {
    return labels.get(number);
  }
}
