package dev.lasso.sim.explore;

/** The enabled tasks in the order of their numbers, round and round. */
final class RoundRobin {

  private RoundRobin() {}

  /** The position of the enabled task that comes after {@code task}, be that one enabled or not. */
  static int after(EnabledTasks enabled, int task) {
    int lowest = 0;
    int following = -1;
    for (int i = 0; i < enabled.size(); i++) {
      int id = enabled.id(i);
      if (id < enabled.id(lowest)) {
        lowest = i;
      }
      if (id > task && (following < 0 || id < enabled.id(following))) {
        following = i;
      }
    }
    return following < 0 ? lowest : following;
  }

  /** The position of the enabled task that comes before {@code task}, be that one enabled or not. */
  static int before(EnabledTasks enabled, int task) {
    int highest = 0;
    int preceding = -1;
    for (int i = 0; i < enabled.size(); i++) {
      int id = enabled.id(i);
      if (id > enabled.id(highest)) {
        highest = i;
      }
      if (id < task && (preceding < 0 || id > enabled.id(preceding))) {
        preceding = i;
      }
    }
    return preceding < 0 ? highest : preceding;
  }
}
