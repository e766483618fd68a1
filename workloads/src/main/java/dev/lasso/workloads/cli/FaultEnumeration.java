package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FiredFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search that has the first site of a kind fail, then the second, and so on, each under all of the seeds, until no
 * run passes that many sites.
 */
final class FaultEnumeration {

  private final Runner runner;
  private final RunSpec template;
  private final FaultKind kind;
  private final boolean keepGoing;
  private final Progress progress;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Row worst;
  private @Nullable Outcome worstOutcome;
  private @Nullable Outcome last;
  private long schedules;
  private boolean over;
  private boolean complete;

  /**
   * What came of the runs in which one site failed.
   *
   * @param number which one, from 1
   * @param site its name; empty if none of the runs came to it
   * @param seed of the first run with the worst verdict
   */
  record Row(long number, String site, long seed, Verdict verdict, String summary) {}

  /** The runs of one number. */
  private final class Round {

    private final long number;
    private long seed;
    private long worstSeed;
    private @Nullable Outcome worstOfRound;
    private String site = "";
    private boolean reached;

    Round(long number, long firstSeed) {
      this.number = number;
      seed = firstSeed;
    }

    boolean note(Outcome outcome) {
      last = outcome;
      progress.at(++schedules);
      reached |= !outcome.faults().silent().containsKey(kind);
      for (FiredFault fault : outcome.faults().fired()) {
        if (site.isEmpty() && fault.kind() == kind) {
          site = fault.site();
        }
      }
      if (worstOfRound == null || severity(outcome.verdict()) > severity(worstOfRound.verdict())) {
        worstOfRound = outcome;
        worstSeed = seed;
      }
      seed++;
      return true;
    }

    /** Keeps what is to be reported; false if nothing is. */
    boolean report() {
      Outcome outcome = worstOfRound;
      if (outcome == null || !reached && severity(outcome.verdict()) == 0) {
        return false;
      }
      Row row = new Row(number, site, worstSeed, outcome.verdict(), outcome.summary());
      rows.add(row);
      if (worst == null || severity(row.verdict()) > severity(worst.verdict())) {
        worst = row;
        worstOutcome = outcome;
      }
      return keepGoing || !row.verdict().isViolation();
    }
  }

  FaultEnumeration(Runner runner, RunSpec template, FaultKind kind, boolean keepGoing, Progress progress) {
    this.runner = runner;
    this.template = template;
    this.kind = kind;
    this.keepGoing = keepGoing;
    this.progress = progress;
  }

  /** Runs them all, until the first violation unless it is to go on. */
  void run(SeedRange range) {
    long number = 1;
    while (runs(number, range)) {
      number++;
    }
    progress.end();
  }

  private boolean runs(long number, SeedRange range) {
    Round round = new Round(number, range.first());
    Outcome end = runner.explore(spec(number), range.first(), range.last(), round::note);
    if (end != last) {
      // The carrier got stuck, so that nobody was asked.
      round.note(end);
      over = true;
    }
    complete = !round.reached;
    return round.report() && round.reached && !over;
  }

  /** What runs where the site with that number fails. */
  RunSpec spec(long number) {
    return template.withFaults(template.faults().withNth(kind, number));
  }

  private static int severity(Verdict verdict) {
    return switch (verdict) {
      case STUCK -> 3;
      case FAILED -> 2;
      case SUSPECTED, EXCUSED, ABORTED -> 1;
      case LIVE -> 0;
    };
  }

  /** What is enumerated. */
  FaultKind kind() {
    return kind;
  }

  /** A row for every number, from 1. */
  List<Row> rows() {
    return rows;
  }

  /** The first row with the worst verdict; null if that is LIVE, or if there is no row. */
  @Nullable
  Row worst() {
    return worst == null || severity(worst.verdict()) == 0 ? null : worst;
  }

  /** What came of the run that the worst row is about, as the search saw it; the last run if all are LIVE. */
  Outcome outcome() {
    Outcome reported = worst() == null ? last : worstOutcome;
    if (reported == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    return reported;
  }

  long schedules() {
    return schedules;
  }

  /** Whether every site had its turn. */
  boolean isComplete() {
    return complete;
  }

  /** Whether this JVM can run nothing more. */
  boolean isOver() {
    return over;
  }

  /** In how many rows each verdict is the worst. */
  Map<Verdict, Long> verdicts() {
    Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    rows.forEach(row -> verdicts.merge(row.verdict(), 1L, Long::sum));
    return verdicts;
  }
}
