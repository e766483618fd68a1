package dev.lasso.sim.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a program shows that others of the same program will do too, about.
 *
 * @param steps points that it passed, 1 or more
 * @param counts of each task, how many operations of each {@link Operations#group} it performed where it was not the
 *     only one that could
 */
public record Profile(long steps, List<Map<Integer, Long>> counts) {

  /** Tasks that are counted apart; later ones perform as many operations as the last of them. */
  private static final int MOST_TASKS = 64;

  public Profile {
    counts = counts.stream().limit(MOST_TASKS).map(Map::copyOf).toList();
  }

  /** The groups of which more than one task performs operations, in the order of their numbers. */
  List<Integer> sharedGroups() {
    Map<Integer, Integer> tasks = new TreeMap<>();
    counts.forEach(ofTask -> ofTask.keySet().forEach(group -> tasks.merge(group, 1, Integer::sum)));
    List<Integer> shared = new ArrayList<>();
    tasks.forEach((group, count) -> {
      if (count > 1) {
        shared.add(group);
      }
    });
    return shared;
  }

  /** How many operations of that group each task performs; of all groups if it is null. */
  List<Long> countsOf(@Nullable Integer group) {
    List<Long> of = new ArrayList<>();
    for (Map<Integer, Long> ofTask : counts) {
      of.add(group == null
          ? ofTask.values().stream().mapToLong(Long::longValue).sum()
          : ofTask.getOrDefault(group, 0L).longValue());
    }
    return of.isEmpty() ? List.of(1L) : of;
  }
}
