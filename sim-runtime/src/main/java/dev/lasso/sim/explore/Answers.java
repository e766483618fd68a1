package dev.lasso.sim.explore;

import dev.lasso.sim.explore.Deviation.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The answers of a script to one kind of question, by place; looked up without allocation. */
final class Answers {

  /** Where nothing is said. */
  static final int NONE = -1;

  private final long[] places;
  private final int[] answers;

  Answers(Script script, Kind kind) {
    List<Deviation> sorted = script.deviations(kind).stream().sorted(Comparator.comparingLong(Deviation::place))
        .toList();
    places = sorted.stream().mapToLong(Deviation::place).toArray();
    answers = sorted.stream().mapToInt(Deviation::answer).toArray();
  }

  /** What is said at a place, or {@link #NONE}. */
  int at(long place) {
    int index = Arrays.binarySearch(places, place);
    return index < 0 ? NONE : answers[index];
  }
}
