package dev.lasso.sim.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The strategies by name, with what each can be told. */
public final class Strategies {

  /** The one to use where none is named. */
  public static final String DEFAULT = "portfolio";

  private static final String EXHAUSTIVE = "exhaustive";

  /** Where a random walk becomes fair by round robin, having been so by chance. */
  private static final String LATE = "10000000";

  private static final long SUFFIX_PER_STEP = 10;
  private static final long LEAST_SUFFIX = 10_000;

  private static final Parameter STEPS = Parameter
      .whole("k", 1, FairSuffix.LATEST, "as a run shows", "points that a run passes, about")
      .shownBy((text, profile) -> List.of(Long.toString(profile.steps())));
  private static final Parameter SUFFIX = suffix(SUFFIX_PER_STEP + "*k+" + LEAST_SUFFIX);
  private static final Parameter LATE_SUFFIX = suffix(LATE);

  /** Points that a run of a small program passes at most. */
  private static final long SMALL = 200;

  /**
   * What the portfolio draws from for small programs, with the share of each in percent. That all orders are about
   * equally likely finds most in these; where there are too many orders for that to help, a few preemptions find more.
   */
  private static final List<Share> FOR_SMALL = List.of(
      new Share(70, "surw"), new Share(10, "pct"), new Share(10, "starvation"), new Share(5, "random-distance"),
      new Share(5, "pos"));

  private static final List<Share> FOR_OTHERS = List.of(
      new Share(20, "pct"), new Share(20, "random-walk"), new Share(15, "random-distance"), new Share(15, "pos"),
      new Share(15, "starvation"), new Share(10, "delay"), new Share(5, "surw"));

  private static final List<Entry> ENTRIES = List.of(
      new Entry(DEFAULT, "one of the others for each seed: " + text(FOR_SMALL) + "; where runs pass more than " + SMALL
          + " points " + text(FOR_OTHERS), List.of(), null),
      new Entry("pos", "partial order sampling: random priorities of pending operations", List.of(SUFFIX),
          text -> new Pos()),
      new Entry("pct", "probabilistic concurrency testing: random priorities of tasks, d-1 of which fall on the way",
          List.of(Parameter.whole("d", 1, 1000, "3", "orderings that the bugs looked for take"), STEPS, SUFFIX),
          text -> new Pct(text.intValue("d"), text.longValue("k"))),
      new Entry("surw", "selectively uniform random walk: every order of the interesting operations equally likely",
          List.of(Surw.ON, Surw.COUNTS, Surw.NEWER, SUFFIX), Surw::of),
      new Entry("delay", "delay bounding: the next task in order, but for D delays",
          List.of(Parameter.whole("delays", 0, 1000, "2", "how often a task is passed over"), STEPS, SUFFIX),
          text -> new DelayBounding(text.intValue("delays"), text.longValue("k"))),
      new Entry("starvation", "random walk with windows in which tasks of low priority starve",
          List.of(STEPS, Parameter.number("low", 0, 1, "0.1", "the probability that a task has low priority"),
              Parameter.number("share", 0, 1, "0.2", "how much of a run the windows take at most"), SUFFIX),
          text -> new StarvationWindows(text.longValue("k"), text.doubleValue("low"), text.doubleValue("share"))),
      new Entry("random-distance", "random walk with drawn preemption distance",
          List.of(Parameter.number("mean", 1, 1e9, "drawn for every run", "points between preemptions, on average"),
              LATE_SUFFIX),
          text -> new RandomDistance(text.says("mean") ? text.doubleValue("mean") : 0)),
      new Entry("random-walk", "random walk: any enabled task at every point", List.of(LATE_SUFFIX),
          text -> new RandomWalk()),
      new Entry(Script.NAME, "a schedule that is written out, such as shrink leaves it",
          Stream.concat(Script.PARAMETERS.stream(), Stream.of(LATE_SUFFIX)).toList(),
          text -> new Scripted(Script.of(text))),
      new Entry(EXHAUSTIVE,
          "every schedule, or one for all that differ in the order of independent steps alone: a search"
              + " of many runs, for explore",
          List.of(
              Parameter.whole("preemptions", 0, 1000, "no bound",
                  "how often a thread that could go on gives way, at most"),
              Parameter.matching("reduction", "dpor|none", "dpor or none", "dpor",
                  "whether independent steps are told from others"),
              SUFFIX),
          text -> {
            throw new IllegalArgumentException(
                "strategy " + EXHAUSTIVE + " is a search of many runs, not the strategy of one: use it with explore");
          }));

  private Strategies() {}

  /**
   * An exhaustive search.
   *
   * @param text complete
   * @param suffix the step at which the fair suffix of each of its runs begins
   * @param preemptions the bound on preemptions, or -1 for none
   */
  public record Search(String text, Exhaustive strategy, long suffix, int preemptions) {}

  /** Whether a text, which {@link #check} accepts, stands for an exhaustive search, not for the strategy of a run. */
  public static boolean isSearch(String text) {
    return StrategyText.parse(text, ENTRIES).entry().name().equals(EXHAUSTIVE);
  }

  /** The search that a text stands for, of a program of which one run has shown this. */
  public static Search search(String text, Profile profile) {
    StrategyText parsed = StrategyText.parse(text, ENTRIES);
    StrategyText whole = parsed.says(SUFFIX.name())
        ? parsed
        : parsed.with(SUFFIX.name(), Long.toString(suffix(parsed, profile)));
    int preemptions = whole.says("preemptions") ? whole.intValue("preemptions") : -1;
    return new Search(whole.toString(), new Exhaustive(whole.get("reduction").equals("dpor"),
        preemptions < 0 ? Exhaustive.UNBOUNDED : preemptions), whole.longValue(SUFFIX.name()), preemptions);
  }

  /** A part of the portfolio. */
  private record Share(int percent, String text) {}

  private static String text(List<Share> shares) {
    return shares.stream().map(share -> share.text + " " + share.percent + " %").collect(Collectors.joining(", "));
  }

  /**
   * A strategy as a list shows it.
   *
   * @param maker makes it of a complete text; null for one that stands for others
   */
  public record Entry(String name, String description, List<Parameter> parameters,
      @Nullable Function<StrategyText, Strategy> maker) {

    String parameterNames() {
      return parameters.isEmpty()
          ? "no parameters"
          : parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }
  }

  /** All of them, the default first. */
  public static List<Entry> all() {
    return ENTRIES;
  }

  /**
   * Checks the text of a strategy.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  public static void check(String text) {
    StrategyText.parse(text, ENTRIES);
  }

  /** Whether a text says all that a run under it depends on, so that no other run must be made before it. */
  public static boolean isComplete(String text) {
    StrategyText parsed = StrategyText.parse(text, ENTRIES);
    return parsed.entry().maker() != null && parsed.isComplete();
  }

  /** The step at which the suffix of a complete strategy begins. */
  public static long suffixOf(String text) {
    return StrategyText.parse(text, ENTRIES).longValue(SUFFIX.name());
  }

  /** What a complete text stands for. */
  public static Mix complete(String text) {
    return new Mix(List.of(Mix.Member.of(StrategyText.parse(text, ENTRIES), 1)));
  }

  /** What a text stands for in runs of a program of which one has shown this. */
  public static Mix completed(String text, Profile profile) {
    StrategyText parsed = StrategyText.parse(text, ENTRIES);
    if (parsed.entry().maker() != null) {
      return new Mix(completed(parsed, profile, 1));
    }
    List<Mix.Member> members = new ArrayList<>();
    for (Share share : profile.steps() <= SMALL ? FOR_SMALL : FOR_OTHERS) {
      members.addAll(completed(StrategyText.parse(share.text, ENTRIES), profile, share.percent));
    }
    return new Mix(members);
  }

  private static List<Mix.Member> completed(StrategyText text, Profile profile, double weight) {
    Map<StrategyText, Double> weights = Map.of(text, weight);
    for (Parameter parameter : text.entry().parameters()) {
      Map<StrategyText, Double> more = new LinkedHashMap<>();
      weights.forEach((each, ofEach) -> {
        List<StrategyText> texts = parameter.completed(each, profile);
        texts.forEach(one -> more.merge(one, ofEach / texts.size(), Double::sum));
      });
      weights = more;
    }
    return weights.entrySet().stream().map(each -> Mix.Member.of(each.getKey(), each.getValue())).toList();
  }

  private static Parameter suffix(String standard) {
    return Parameter.whole("suffix", 0, FairSuffix.LATEST, standard, "the step from which tasks run round robin")
        .shownBy((text, profile) -> List.of(Long.toString(suffix(text, profile))));
  }

  private static long suffix(StrategyText text, Profile profile) {
    long steps = text.says(STEPS.name()) ? text.longValue(STEPS.name()) : profile.steps();
    return steps > FairSuffix.LATEST / SUFFIX_PER_STEP - LEAST_SUFFIX
        ? FairSuffix.LATEST
        : SUFFIX_PER_STEP * steps + LEAST_SUFFIX;
  }

  /** Makes the strategy that a complete text describes. */
  static FairSuffix make(StrategyText text) {
    Function<StrategyText, Strategy> maker = text.entry().maker();
    if (maker == null || !text.isComplete()) {
      throw new IllegalArgumentException("strategy " + text + " does not say all that it depends on");
    }
    return new FairSuffix(maker.apply(text), text.longValue(SUFFIX.name()));
  }
}
