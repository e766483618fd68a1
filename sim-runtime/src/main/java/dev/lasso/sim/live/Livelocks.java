package dev.lasso.sim.live;

import dev.lasso.sim.explore.FairSuffix;
import dev.lasso.sim.live.Instants.Signatures;
import dev.lasso.sim.live.Replays.Variation;
import dev.lasso.sim.live.Rounds.Doing;
import dev.lasso.sim.live.state.Comparison;
import dev.lasso.sim.live.state.State;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sync.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds and proves livelocks: runs that never end, although every task that can run has its turn.
 *
 * <p><b>Argument.</b> In the fair suffix nothing is drawn: the next state of a run follows from its state, and from what
 * its clocks say. If a state comes back, with all times moved as the clocks have, then the run goes the same way again,
 * and for ever, provided that it does not depend on where its clocks stand; which is tried with other origins.
 *
 * <p><b>How.</b> While a run goes on, each instant leaves a signature, and now and then their sequence is asked whether
 * it repeats. If so the run is made again and its states are compared at the ends of such periods (Brent 1980: with one
 * that is replaced after 1, 2, 4, ... of them). That may be wrong in both directions: times are told by how they move,
 * and objects that are looked at get other identity hashes. What it finds is therefore only a candidate. Then the run is
 * made again up to both ends of the loop, and to the end of its second round, each with clocks that begin elsewhere, and
 * the states are read when it is over.
 */
public final class Livelocks {

  /** Instants before the first question, and by how many times more there are before each that follows. */
  private static final int FIRST_QUESTION = 128;

  private static final int LATER = 8;

  /** Far, and not far; by amounts that no unit of time divides, and different ones for the two clocks. */
  private static final List<Variation> SHIFTED = List.of(shifted(101_111_101_000_000_000L, 30_103L * 1_000_000_000L),
      shifted(123_456_789L, 500_000_001L), shifted(500_000_001L, 999_900_017L), shifted(999_900_017L, 123_456_789L));

  /** How tasks take turns where it is tried whether another fair schedule leads out of a loop. */
  private static final List<FairSuffix.Turns> OTHER_TURNS = List.of(new FairSuffix.Turns(1, true),
      new FairSuffix.Turns(7, false), new FairSuffix.Turns(64, false), new FairSuffix.Turns(64, true));

  /** How much longer than the stem and two rounds such a schedule may take. */
  private static final int OTHER_ROUNDS = 4;

  private final Reads reads;
  private final BiFunction<ClassLoader, Set<String>, State> reader;
  private final BiFunction<ClassLoader, Set<String>, State> readerInRun;
  private final Rounds rounds;
  private final Signatures signatures;
  private final Instants instants;
  private int nextQuestion;
  private boolean askedAtEnd;
  private int candidateFrom;
  private int candidatePeriod;
  private List<String> differences = List.of();

  /**
   * A prover.
   *
   * @param scheduler whose runs they are
   * @param reads which fields they read
   * @param reader reads the state of a run that has ended
   * @param readerInRun reads that of one that goes on, and hashes its objects as if they were no part of it
   */
  public Livelocks(Scheduler scheduler, Instants instants, Reads reads,
      BiFunction<ClassLoader, Set<String>, State> reader,
      BiFunction<ClassLoader, Set<String>, State> readerInRun) {
    this.instants = instants;
    this.reads = reads;
    rounds = new Rounds(scheduler, reads);
    this.reader = reader;
    this.readerInRun = readerInRun;
    signatures = new Signatures();
  }

  private static Variation shifted(long monotonic, long wall) {
    return new Variation(monotonic, wall, FairSuffix.Turns.USUAL);
  }

  /** A run begins, for the first time. */
  public void begin() {
    nextQuestion = FIRST_QUESTION;
    askedAtEnd = false;
    differences = List.of();
  }

  /**
   * The same run begins again.
   *
   * @param canBeRead whether the state of a task can be read while its run goes on; else nothing is looked for
   */
  public Replays.Watch search(boolean canBeRead) {
    signatures.clear();
    return canBeRead ? this::instantEnds : (instant, program) -> null;
  }

  private @Nullable Ending instantEnds(int instant, ClassLoader program) {
    signatures.add(instants.signature());
    if (signatures.size() < nextQuestion) {
      return null;
    }
    nextQuestion = signatures.size() * LATER;
    return isCandidate() ? new Ending.AtInstant(instant) : null;
  }

  /** Whether a run that has come to a limit may be caught in a loop; asked once. */
  public boolean isCandidateAtLimit() {
    if (askedAtEnd) {
      return false;
    }
    askedAtEnd = true;
    return isCandidate();
  }

  private boolean isCandidate() {
    candidatePeriod = signatures.period();
    candidateFrom = signatures.repeatsFrom(candidatePeriod);
    return candidatePeriod > 0;
  }

  /** What differed from one round to the next where a loop was looked for last and not proved; empty if none was. */
  public List<String> differences() {
    return differences;
  }

  /**
   * Proves that the run is caught in the loop that its signatures speak of; null if they speak of none, or that fails.
   */
  public @Nullable Lasso prove(Replays replays) {
    if (candidatePeriod == 0) {
      return null;
    }
    Lasso found = find(replays);
    candidatePeriod = 0;
    return found == null ? null : confirmed(found, replays);
  }

  private @Nullable Lasso find(Replays replays) {
    Scan scan = new Scan(reads, readerInRun, candidateFrom, candidatePeriod);
    replays.replay(Variation.NONE, scan, (ending, program) -> null);
    differences = scan.differences();
    return scan.found();
  }

  private @Nullable Lasso confirmed(Lasso lasso, Replays replays) {
    Doing doing = doingIn(lasso, replays);
    if (doing == null || !isConfirmed(lasso, replays, doing)) {
      return null;
    }
    List<FairSuffix.Turns> ways = OTHER_TURNS.stream().filter(turns -> leadsOut(turns, lasso, replays)).toList();
    return lasso.proved(doing, ways.isEmpty());
  }

  private boolean isConfirmed(Lasso lasso, Replays replays, Doing doing) {
    if (doing.actsOutside()) {
      differences = List.of("files, or memory outside the heap: used in every round, and no part of what is compared");
      return false;
    }
    List<Variation> shifts = new ArrayList<>(SHIFTED);
    if (doing.readsWallClock()) {
      shifts.addAll(WallClock.probes(lasso));
    }
    Ends ends = ends(lasso, replays, Variation.NONE, doing.fieldsRead());
    return ends != null && lasso.begins().equals(ends.first.moment()) && lasso.ends().equals(ends.second.moment())
        && shifts.stream().allMatch(shift -> isRepeated(ends, ends(lasso, replays, shift, doing.fieldsRead())));
  }

  /** What the first two rounds do; null if the run does not come so far. */
  private @Nullable Doing doingIn(Lasso lasso, Replays replays) {
    int last = lasso.to() + lasso.instants();
    return replays.replay(Variation.NONE, (instant, program) -> {
      if (instant == lasso.from()) {
        rounds.enter();
      }
      return instant == last ? new Ending.AtInstant(instant) : null;
    }, (ending, program) -> ending instanceof Ending.AtInstant ? rounds.doing() : null);
  }

  /** Whether the run ends if tasks take turns in another way from the same stem on. */
  private static boolean leadsOut(FairSuffix.Turns turns, Lasso lasso, Replays replays) {
    int last = OTHER_ROUNDS * (lasso.to() + lasso.instants());
    Boolean ended = replays.replay(new Variation(0, 0, turns),
        (instant, program) -> instant == last ? new Ending.AtInstant(instant) : null,
        (ending, program) -> ending instanceof Ending.Completed || ending instanceof Ending.Failed
            || ending instanceof Ending.Exited);
    return Boolean.TRUE.equals(ended);
  }

  private boolean isRepeated(Ends ends, @Nullable Ends shifted) {
    if (shifted == null) {
      differences = List.of("the run: ends another way where its clocks begin at another time");
      return false;
    }
    for (Comparison comparison : ends.compare(shifted)) {
      if (!comparison.isEqual()) {
        differences = comparison.differences();
        return false;
      }
    }
    differences = ends.first.vetoes();
    return differences.isEmpty();
  }

  /** The states at the beginning of a loop, after one round and after two. */
  private record Ends(State first, State second, State third) {

    List<Comparison> compare(Ends shifted) {
      return List.of(Comparison.of(first, second, shifted.first, shifted.second),
          Comparison.of(second, third, shifted.second, shifted.third));
    }
  }

  /** Null if the run does not come so far. */
  private @Nullable Ends ends(Lasso lasso, Replays replays, Variation variation, Set<String> read) {
    State first = at(lasso.from(), replays, variation, read);
    State second = at(lasso.to(), replays, variation, read);
    State third = at(lasso.to() + lasso.instants(), replays, variation, read);
    return first == null || second == null || third == null ? null : new Ends(first, second, third);
  }

  private @Nullable State at(int last, Replays replays, Variation variation, Set<String> read) {
    return replays.replay(variation, (instant, program) -> instant == last ? new Ending.AtInstant(instant) : null,
        (ending, program) -> ending instanceof Ending.AtInstant ? reader.apply(program, read) : null);
  }
}
