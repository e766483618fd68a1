package dev.lasso.sim;

import dev.lasso.sim.agent.Installation;
import dev.lasso.sim.disk.RunFiles;
import dev.lasso.sim.explore.FairSuffix;
import dev.lasso.sim.explore.Mix;
import dev.lasso.sim.explore.Script;
import dev.lasso.sim.explore.ScriptRecorder;
import dev.lasso.sim.explore.StepWatch;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.live.Describers;
import dev.lasso.sim.live.Dump;
import dev.lasso.sim.live.Instants;
import dev.lasso.sim.live.Judge;
import dev.lasso.sim.live.Judgement;
import dev.lasso.sim.live.Lasso;
import dev.lasso.sim.live.Livelocks;
import dev.lasso.sim.live.OpenObligations;
import dev.lasso.sim.live.Replays;
import dev.lasso.sim.live.state.StateReader;
import dev.lasso.sim.sched.Carrier;
import dev.lasso.sim.sched.ContinuationCarrier;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Limits;
import dev.lasso.sim.sched.Origins;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.ThreadCarrier;
import dev.lasso.sim.sync.TaskDoor;
import dev.lasso.sim.trace.DecisionLog;
import dev.lasso.sim.trace.Recording;
import dev.lasso.sim.trace.TraceListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs under simulation: the entry for tests and tools. A JVM runs one program at a time and must have been
 * started with the agent.
 */
public final class Simulation {

  private static @Nullable Simulation shared;

  private final Installation installation;
  private final Scheduler scheduler;
  private final TaskDoor door;
  private final RunFiles files;
  private final SimulatedMachine machine;
  private final CarrierThread carrier;
  private final Judge judge;
  private final Instants instants;
  private final StateReader reader;
  private final Livelocks livelocks;
  private final ThreadGroup group;
  private final Profiles profiles = new Profiles((spec, probe) -> exploreOnce(spec, probe, Freshness.RESTARTED));
  private final LoadedPrograms programs;
  private final RaceSearch races;
  private long heapLooks;

  private Simulation(Installation installation) {
    this.installation = installation;
    scheduler = installation.scheduler();
    door = installation.door();
    files = installation.files();
    machine = new SimulatedMachine(scheduler, door, files);
    carrier = new CarrierThread(scheduler);
    races = new RaceSearch(scheduler);
    programs = new LoadedPrograms(() -> carrier.access().identityHashes(), door.restarts(), door.reads());
    instants = new Instants(scheduler);
    reader = new StateReader(scheduler, door, files, installation::allClasses, installation::codeOf);
    livelocks = new Livelocks(scheduler, instants, door.reads(), reader::read,
        (program, reads) -> carrier.withDistinctHashes(() -> reader.readSoon(program, reads)));
    judge = new Judge(scheduler, door, installation::allClasses, livelocks::differences);
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    group = top == null ? new ThreadGroup("main") : top;
  }

  /**
   * The simulation of this JVM.
   *
   * @throws IllegalStateException if the JVM was started without the agent
   */
  public static synchronized Simulation get() {
    if (shared == null) {
      shared = new Simulation(Installation.get());
    }
    return shared;
  }

  /**
   * Has every run from now on made on real threads, one at a time, and stand still for as long as a debugger holds it.
   * Each run is the same as without, step by step, and takes longer.
   */
  public void runUnderDebugger() {
    carrier.becomePatient();
    carryBy(ThreadCarrier::new);
  }

  /**
   * Sets whether every run from now on is looked at for data races: see {@link Outcome#races}. Each is the same run as
   * without, step by step, whatever its points, and takes longer. Races on fields and arrays show in more schedules where
   * their accesses are points ({@link RunSpec.Points#FIELDS}).
   */
  public void lookForRaces(boolean whether) {
    if (whether) {
      installation.weaveOrdering();
      reader.forgetCode();
    }
    races.want(whether);
  }

  /** Sets what carries the tasks of the runs from now on; for comparison. */
  void carryBy(Supplier<Carrier> maker) {
    carrier.carryBy(maker);
  }

  /**
   * Runs a program once.
   *
   * @throws IllegalArgumentException if the description cannot be run; the message is one line
   */
  public Outcome run(RunSpec spec) {
    return run(spec, null);
  }

  /** Runs a program once and holds it against a recording, which then knows whether they differ. */
  public Outcome run(RunSpec spec, @Nullable Recording recording) {
    return runUntil(Long.MAX_VALUE, spec, recording);
  }

  /**
   * Runs a program once and stops it before a step, to look at it there: the outcome is then SUSPECTED, with the dump
   * of that moment. A run that ends before is what it is.
   *
   * @param step 1 or more
   */
  public Outcome runUntil(long step, RunSpec spec, @Nullable Recording recording) {
    return runUntil(step, spec, recording, null);
  }

  /**
   * The same, with somebody who is told of every event of the run. It takes longer and is the same run: it has the
   * same decisions, steps and trace hash.
   *
   * @param listener who is told, on the carrier; null for nobody
   */
  public Outcome runUntil(long step, RunSpec spec, @Nullable Recording recording, @Nullable TraceListener listener) {
    Strategies.check(spec.strategy());
    try {
      return carrier.call(() -> {
        Mix.Member strategy = strategyOf(spec);
        Order order = new Order(spec, strategy, step, recording, true, listener);
        return races.withFrames(runToEnd(Freshness.FRESH, order), until -> repeat(order.silent().until(until)));
      });
    } catch (CarrierThread.Lost lost) {
      return lostOutcome(spec, lost);
    }
  }

  /**
   * Runs a program once and writes its schedule down.
   *
   * @param listener who is told of the events of the run, on the carrier; null for nobody
   * @throws IllegalArgumentException if the description cannot be run; the message is one line
   */
  public ScriptedRun script(RunSpec spec, @Nullable TraceListener listener) {
    Strategies.check(spec.strategy());
    try {
      return carrier.call(() -> {
        Mix.Member strategy = strategyOf(spec);
        ScriptRecorder recorder = new ScriptRecorder(strategy.strategy());
        Mix.Member recorded = new Mix.Member(strategy.text(), strategy.weight(), recorder.strategy());
        Outcome outcome = runToEnd(Freshness.FRESH, new Order(spec, recorded, Long.MAX_VALUE, null, true, listener));
        return new ScriptedRun(outcome, recorder.script(outcome.steps()));
      });
    } catch (CarrierThread.Lost lost) {
      return new ScriptedRun(lostOutcome(spec, lost), new Script(List.of(), FairSuffix.LATEST));
    }
  }

  /** Runs a program once under a strategy that has no text; for tests. */
  Outcome runUnder(FairSuffix strategy, RunSpec spec) {
    return carrier.call(() -> exploreOnce(spec, new Mix.Member("", 1, strategy), Freshness.FRESH));
  }

  /**
   * The same description with a complete strategy: one of those that its text stands for, with all that it must know
   * beforehand. Where the text does not say that, the program is run once to find out. Both descriptions are of the
   * same run, and either replays by itself.
   *
   * @throws IllegalArgumentException if the description cannot be run; the message is one line
   */
  public RunSpec resolve(RunSpec spec) {
    Strategies.check(spec.strategy());
    try {
      return spec.withStrategy(carrier.call(() -> strategyOf(spec)).text());
    } catch (CarrierThread.Lost asTheRunWillBe) {
      return spec;
    }
  }

  private Mix.Member strategyOf(RunSpec spec) {
    return new StrategyOfRun(spec, profiles::of).of(spec.seed());
  }

  /**
   * Runs a program with one seed after the other. Each run has fresh statics: by the program's initialisers, which run
   * again in the same classes, or where that would make a difference by fresh classes. The outcomes have no dump and no
   * fingerprint, which take longer than a run; {@link #run} the seed again for those.
   *
   * @param first the first seed
   * @param last the last seed, included
   * @param goesOn asked after every run; false stops
   * @return the last outcome
   */
  public Outcome explore(RunSpec template, long first, long last, Predicate<Outcome> goesOn) {
    return explore(template, first, last, goesOn, Freshness.RESTARTED);
  }

  /** The same, with statics made fresh in a certain way. */
  Outcome explore(RunSpec template, long first, long last, Predicate<Outcome> goesOn, Freshness freshness) {
    Strategies.check(template.strategy());
    try {
      return carrier.call(() -> {
        StrategyOfRun strategies = new StrategyOfRun(template, profiles::of);
        Outcome outcome;
        long seed = first;
        do {
          outcome = exploreOnce(template.withSeed(seed), strategies.of(seed), freshness);
        } while (goesOn.test(outcome) && seed++ < last);
        return outcome;
      });
    } catch (CarrierThread.Lost lost) {
      return lostOutcome(template, lost);
    }
  }

  /**
   * Runs a program under every schedule, or under one of all that differ only in the order of independent steps, as the
   * description's strategy says ({@code exhaustive}). Points that are to be drawn are those of synchronisation alone.
   * The outcomes are like those of {@link #explore}. The strategy of the first violation, and of the first run that was
   * not decided, is one that makes that run by itself; that of the others is the search's.
   *
   * @param hasBudget asked before every run but the first; false ends the search
   * @param goesOn asked after every run; false stops
   * @throws IllegalArgumentException if the description cannot be run; the message is one line
   */
  public Exhaustion exhaust(RunSpec template, BooleanSupplier hasBudget, Predicate<Outcome> goesOn) {
    return exhaust(template, hasBudget, goesOn, watch -> watch);
  }

  /** The same, with somebody between the steps of the runs and the search that is told of them; for tests. */
  Exhaustion exhaust(RunSpec template, BooleanSupplier hasBudget, Predicate<Outcome> goesOn,
      UnaryOperator<StepWatch> between) {
    RunSpec spec = template.points() == RunSpec.Points.DRAWN ? template.withPoints(RunSpec.Points.SYNC) : template;
    try {
      return carrier.call(() -> {
        Strategies.Search search = Strategies.search(spec.strategy(), profiles.of(spec));
        StepWatch watch = between.apply(search.strategy().watch());
        return new ExhaustiveSearch(search, spec, strategy -> watched(watch, spec, strategy),
            strategy -> exploreOnce(spec, strategy, Freshness.RESTARTED)).run(hasBudget, goesOn);
      });
    } catch (CarrierThread.Lost lost) {
      Outcome outcome = lostOutcome(spec, lost);
      return new Exhaustion(Exhaustion.Claim.TRUNCATED, outcome.summary(), 1, 0, spec.points().label(), -1, outcome);
    }
  }

  private Outcome watched(StepWatch watch, RunSpec spec, Mix.Member strategy) {
    scheduler.effects().to(watch);
    try {
      return exploreOnce(spec, strategy, Freshness.RESTARTED);
    } finally {
      scheduler.effects().to(null);
    }
  }

  // One run, on the carrier ------------------------------------------------------------------------------------------

  /** A run that shows that its program needs fresh classes is done again with them, and so are all that follow. */
  private Outcome exploreOnce(RunSpec spec, Mix.Member strategy, Freshness freshness) {
    Order order = new Order(spec, strategy, Long.MAX_VALUE, null, false, null);
    Outcome outcome = runToEnd(freshness, order);
    return programs.mustBeFresh(outcome.verdict() == Verdict.ABORTED ? outcome.summary() : null)
        ? runToEnd(Freshness.FRESH, order)
        : outcome;
  }

  /**
   * How one run is to be made.
   *
   * @param stopAt the step to stop before; {@link Long#MAX_VALUE} for none
   * @param recording what it is held against, or null
   * @param dumped whether a dump is made of it
   * @param listener who is told of its events, or null
   */
  private record Order(RunSpec spec, Mix.Member strategy, long stopAt, @Nullable Recording recording, boolean dumped,
      @Nullable TraceListener listener) {

    /** The same run, told to nobody. */
    Order silent() {
      return new Order(spec, strategy, Long.MAX_VALUE, null, false, null);
    }

    /** The same run up to a step. */
    Order until(long step) {
      return new Order(spec, strategy, Math.min(step, stopAt), recording, dumped, listener);
    }

    /** The same run under another strategy. */
    Order with(FairSuffix other) {
      return new Order(spec, new Mix.Member(strategy.text(), strategy.weight(), other), stopAt, recording, dumped,
          listener);
    }

    boolean hasDiverged() {
      return recording != null && recording.divergence() != null;
    }
  }

  /**
   * Runs a program to an end that can be judged. A run that was ended for a look at it, and is not lost, is made again
   * from the start and goes on.
   */
  private Outcome runToEnd(Freshness freshness, Order order) {
    judge.begin();
    livelocks.begin();
    while (true) {
      Outcome outcome = runOnce(programs.ready(order.spec, freshness, false, races.areWanted()), order,
          Origins.of(order.spec.startAt()),
          livelocks.search(carrier.access().carrier() instanceof ContinuationCarrier), this::judged);
      if (outcome != null) {
        return outcome;
      }
      heapLooks++;
      Lasso lasso = livelocks.prove(replays(order.silent()));
      if (lasso != null) {
        return Objects.requireNonNull(runOnce(programs.ready(order.spec, freshness, false, races.areWanted()), order,
            Origins.of(order.spec.startAt()), lasso.watch(),
            (ending, run) -> stuck(lasso, run)));
      }
    }
  }

  /** Makes a run again, of which nothing is asked but what it does on its way. */
  private void repeat(Order order) {
    runOnce(programs.ready(order.spec, Freshness.FRESH, false, true), order, Origins.of(order.spec.startAt()),
        (instant, program) -> null, (ending, run) -> null);
  }

  private Replays replays(Order order) {
    return new Replays() {

      @Override
      public <T> @Nullable T replay(Variation variation, Watch watch, Look<T> look) {
        Origins origins = new Origins(order.spec.startAt().plusNanos(variation.wallShift()),
            variation.monotonicShift());
        Order varied = order.with(order.strategy.strategy().in(variation.turns()));
        T seen = runOnce(programs.ready(order.spec, Freshness.RESTARTED, true, false), varied, origins, watch,
            (ending, run) -> look.look(ending, run.program.loader()));
        return programs.mustBeFresh(null) ? replay(variation, watch, look) : seen;
      }
    };
  }

  /** What a run that has ended leaves to look at. */
  private record Ended(LoadedProgram program, Order order, OpenObligations obligations, Describers describers,
      RunSpec.Points points) {}

  private <T> @Nullable T runOnce(LoadedProgram program, Order order, Origins origins, Replays.Watch watch,
      BiFunction<Ending, Ended, @Nullable T> look) {
    RunSpec spec = order.spec;
    Recording recording = order.recording;
    scheduler.choices().begin(spec.seed(), order.strategy.strategy(), recording);
    instants.begin(instant -> watch.instantEnds(instant, program.loader()));
    RunSpec.Points points = StrategyOfRun.points(spec, spec.seed());
    OpenObligations obligations = new OpenObligations(scheduler::now);
    Describers describers = new Describers();
    scheduler.tracing().to(order.listener);
    races.begin(program.loader().form().races());
    try {
      files.begin(spec.program() instanceof RunSpec.Program.OfMain main ? main.classPath() : "");
      door.begin(spec.seed(), points == RunSpec.Points.FIELDS, spec.faults());
      machine.begin(spec.faults().crash(), obligations);
      Thread root = new Thread(group, () -> runRoot(program, workload -> new RunContext(spec, workload,
          this::stream, obligations, describers, machine::get, door.faults()::report)), "main", 0, false);
      root.setDaemon(false);
      root.setContextClassLoader(program.loader());
      Ending ending = scheduler.run(root, carrier.access().carrier(), carrier.access().identityHashes(), origins,
          new Limits(spec.maxSteps(), spec.maxTime(), order.stopAt));
      if (recording != null && !(ending instanceof Ending.Stopped)) {
        recording.ended(scheduler.steps(), scheduler.hash());
      }
      return look.apply(ending, new Ended(program, order, obligations, describers, points));
    } finally {
      scheduler.tracing().to(null);
      races.end();
      door.end();
      files.end();
    }
  }

  /** Null if the run ended only to be looked at and goes on, or if more is to be tried before it is given up. */
  private @Nullable Outcome judged(Ending ending, Ended run) {
    Dump dump = dump(run);
    Judgement judgement = judge.judge(ending, run.program.loader(), run.obligations, dump);
    if (judgement == null) {
      return null;
    }
    boolean isSuspected = judgement.kind() == Judgement.Kind.SUSPECTED && ending instanceof Ending.LimitReached;
    return isSuspected && livelocks.isCandidateAtLimit() ? null : told(judgement, dump, run);
  }

  private Outcome told(Judgement judgement, @Nullable Dump dump, Ended run) {
    scheduler.tracing().end(dump == null ? object -> "" : dump::fieldOf);
    return outcome(judgement, run);
  }

  private Outcome stuck(Lasso lasso, Ended run) {
    Dump dump = dump(run);
    Outcome.Loop loop = new Outcome.Loop(lasso.begins().step(), lasso.steps(), lasso.begins().now(), lasso.nanos());
    return told(judge.livelock(lasso, dump), dump, run).in(loop);
  }

  private @Nullable Dump dump(Ended run) {
    return run.order.dumped
        ? new Dump(scheduler, door, run.obligations, run.describers, installation.loadedClasses(),
            run.program.loader())
        : null;
  }

  private RandomGenerator stream(String name) {
    scheduler.effects().dependsOn("draws from the stream \"" + name + "\", which its threads may share");
    return scheduler.choices().stream("workload." + name);
  }

  private static void runRoot(LoadedProgram program, java.util.function.Function<Workload, Run> context) {
    try {
      program.run(context);
    } catch (Throwable thrown) {
      throw sneak(thrown);
    }
  }

  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** Sets from which virtual time on runs are made twice to look at their heaps; for tests. */
  void lookAtHeapsFrom(Duration time) {
    judge.lookAtHeapsFrom(time.toNanos());
    heapLooks = 0;
  }

  /** How many such looks have shown nothing since that was set; for tests. */
  long heapLooks() {
    return heapLooks;
  }

  /** How programs come by fresh statics; for tests. */
  LoadedPrograms programs() {
    return programs;
  }

  private Outcome outcome(Judgement judgement, Ended run) {
    Verdict verdict = switch (judgement.kind()) {
      case LIVE -> Verdict.LIVE;
      case STUCK -> Verdict.STUCK;
      case SUSPECTED -> Verdict.SUSPECTED;
      case EXCUSED -> Verdict.EXCUSED;
      case FAILED -> Verdict.FAILED;
      case ABORTED -> Verdict.ABORTED;
    };
    List<DataRace> found = races.found();
    DecisionLog log = verdict == Verdict.LIVE && found.isEmpty() && !run.order.hasDiverged()
        ? scheduler.choices().log()
        : scheduler.choices().log().copy();
    return new Outcome(verdict, judgement.proof(), judgement.summary(), judgement.dump(), judgement.fingerprint(),
        scheduler.steps(), scheduler.switches(), scheduler.now(), scheduler.hash(), run.order.strategy.text(),
        run.points.label(), judgement.remark(), door.faults().report(), found, null, machine.report(), log);
  }

  private Outcome lostOutcome(RunSpec spec, CarrierThread.Lost lost) {
    Judgement judgement = judge.aborted(lost.ending());
    return new Outcome(Verdict.ABORTED, "", judgement.summary(), judgement.dump(), judgement.fingerprint(),
        scheduler.progress(), 0, 0, 0, spec.strategy(), spec.points().label(), "", FaultReport.NONE, List.of(),
        null, CrashReport.NONE, new DecisionLog());
  }
}
