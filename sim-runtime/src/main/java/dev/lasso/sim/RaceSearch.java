package dev.lasso.sim;

import dev.lasso.sim.race.Race;
import dev.lasso.sim.race.RaceDetector;
import dev.lasso.sim.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The search for data races in the runs of this JVM. To take down where every access stands would cost more than all
 * else; a run is made once more, up to the accesses in question, where that is asked for.
 */
final class RaceSearch {

  private final Scheduler scheduler;
  private boolean wanted;
  private @Nullable RaceDetector detector;
  private List<Race> known = List.of();

  RaceSearch(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void want(boolean whether) {
    wanted = whether;
  }

  boolean areWanted() {
    return wanted;
  }

  /**
   * A run begins.
   *
   * @param tells whether its program tells of its accesses
   */
  void begin(boolean tells) {
    detector = tells ? new RaceDetector(known) : null;
    scheduler.effects().findRaces(detector);
  }

  /** The run is over. */
  void end() {
    scheduler.effects().findRaces(null);
  }

  /** What was found in the run that was made last, whose tasks are still there. */
  List<DataRace> found() {
    return detector == null
        ? List.of()
        : detector.races().stream()
            .map(race -> new DataRace(race.variable(), access(race.first()), access(race.second()))).toList();
  }

  private DataRace.Access access(Race.Side side) {
    return new DataRace.Access(scheduler.tasks().get(side.task()).thread().getName(), side.task(), side.step(),
        side.writes(), side.frames().isEmpty() ? List.of(side.place()) : side.frames());
  }

  /**
   * The outcome of the run that was made last, with all frames of both sides of its races.
   *
   * @param repeat makes the same run again up to a step
   */
  Outcome withFrames(Outcome outcome, LongConsumer repeat) {
    if (detector == null || outcome.races().isEmpty()) {
      return outcome;
    }
    List<Race> found = detector.races();
    known = found;
    try {
      repeat.accept(found.stream().mapToLong(race -> race.first().step()).max().orElseThrow() + 1);
    } finally {
      known = List.of();
    }
    List<DataRace> complete = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      List<String> frames = detector.framesOfFirst(found.get(i));
      complete.add(frames.isEmpty() ? outcome.races().get(i) : outcome.races().get(i).firstAt(frames));
    }
    return outcome.with(complete);
  }
}
