package dev.lasso.sim.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a program shows that others of the same program will do too, about.
 *
 * @param steps points that it passed, 1 or more
 * @param counts of each task, how often it performed each operation where it was not the only one that could
 */
public record Profile(long steps, List<Map<Integer, Long>> counts) {

  /** Tasks that are counted apart; later ones perform as many operations as the last of them. */
  private static final int MOST_TASKS = 64;

  public Profile {
    counts = counts.stream().limit(MOST_TASKS).map(Map::copyOf).toList();
  }

  /** The groups of operations that are in conflict as far as one can see, in the order of their numbers. */
  List<Integer> groupsInConflict() {
    Map<Integer, Integer> tasks = new TreeMap<>();
    Set<Integer> written = new HashSet<>();
    for (Map<Integer, Long> ofTask : counts) {
      ofTask.keySet().stream().filter(Operations::isShared).map(Operations::group).distinct()
          .forEach(group -> tasks.merge(group, 1, Integer::sum));
      ofTask.keySet().stream().filter(operation -> !Operations.isRead(operation)).map(Operations::group)
          .forEach(written::add);
    }
    return tasks.keySet().stream().filter(group -> tasks.getOrDefault(group, 0) > 1 && written.contains(group))
        .toList();
  }

  /** How many operations of that group each task performs; of all groups if it is null. */
  List<Long> countsOf(@Nullable Integer group) {
    List<Long> of = new ArrayList<>();
    for (Map<Integer, Long> ofTask : counts) {
      of.add(ofTask.entrySet().stream().filter(each -> group == null || Operations.group(each.getKey()) == group)
          .mapToLong(Map.Entry::getValue).sum());
    }
    return of.isEmpty() ? List.of(1L) : of;
  }
}
