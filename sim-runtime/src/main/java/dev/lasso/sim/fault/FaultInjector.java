package dev.lasso.sim.fault;

import dev.lasso.sim.fault.DiskPlan.Latency;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.WaitKind;
import dev.lasso.sim.weave.AddedMethods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets what a run does fail as its plan says, and remembers what did. */
public final class FaultInjector implements FileFaults {

  private static final Supplier<String> NO_FILE = () -> "";

  /** As the exponent of 2, in nanoseconds: half a second. */
  private static final int LONGEST_DOZE = 30;

  /** How many lengths of them there are. */
  private static final int CLOCK_JUMPS = 26;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Scheduler scheduler;
  private final @Nullable Sites[] planned = new Sites[FaultKind.values().length];
  private final List<FiredFault> fired = new ArrayList<>();
  private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
  private FaultPlan plan = FaultPlan.NONE;
  private DiskQueue requests = new DiskQueue(DiskPlan.DEFAULT.depth());
  private boolean requestsTakeTime;

  /** The sites of one kind that the run has passed. */
  private static final class Sites {

    private final FaultKind kind;
    private final Trigger trigger;
    private final Map<String, Boolean> covered = new HashMap<>();
    private final Set<String> lasting = new HashSet<>();
    private long passed;

    Sites(FaultKind kind, Trigger trigger) {
      this.kind = kind;
      this.trigger = trigger;
    }

    /** Whether a site counts. @param armed whether this run has it armed */
    boolean covers(String site, Predicate<String> armed) {
      SitePattern pattern = trigger.scope().site();
      return pattern == null && trigger.scope().armed() == 1
          || covered.computeIfAbsent(site, named -> (pattern == null || pattern.matches(named)) && armed.test(named));
    }
  }

  /** An injector for the runs of {@code scheduler}. */
  public FaultInjector(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** A run begins. */
  public void begin(FaultPlan ofRun) {
    plan = ofRun;
    Arrays.fill(planned, null);
    plan.triggers().forEach((kind, trigger) -> planned[kind.ordinal()] = new Sites(kind, trigger));
    requests = new DiskQueue(plan.disk().depth());
    requestsTakeTime = plan.disk().takesTime() || plan.plans(FaultKind.STALL) || plan.plans(FaultKind.HANG);
    fired.clear();
    counts.clear();
  }

  /**
   * The running task starts a thread.
   *
   * @throws OutOfMemoryError if that fails
   */
  public void spawn() {
    Sites sites = planned[FaultKind.SPAWN.ordinal()];
    if (sites != null && strikes(sites, FaultInjector::innermostOfProgram, NO_FILE)) {
      throw OutOfMemory.threads();
    }
  }

  /**
   * The running task allocates.
   *
   * @param site {@code Class.method:line}
   * @throws OutOfMemoryError if that fails
   */
  public void allocation(String site) {
    Sites sites = planned[FaultKind.ALLOCATION.ordinal()];
    if (sites != null && strikes(sites, () -> site, NO_FILE)) {
      throw OutOfMemory.heap();
    }
  }

  /** When a wait of the running task ends: at its deadline, or earlier and without a reason. */
  public long wakesBy(long deadline) {
    return strike(FaultKind.SPURIOUS_WAKEUP, NO_FILE)
        ? Math.min(deadline, scheduler.deadlineAfter(1L << draw(LONGEST_DOZE)))
        : deadline;
  }

  /** By how many nanoseconds the clock on the wall was set since the running task has read it last. */
  public long clockJump() {
    if (!strike(FaultKind.CLOCK_JUMP, NO_FILE)) {
      return 0;
    }
    int way = draw(2 * CLOCK_JUMPS);
    long jump = (2L << way / 2) * NANOS_PER_MILLI;
    return way % 2 == 0 ? jump : -jump;
  }

  /** Whether the machine loses its power before the call on a file that the running task is about to make. */
  public boolean losesPower() {
    return strike(FaultKind.POWER, NO_FILE);
  }

  /** Whether the process of the running task is killed before the call on a file that it is about to make. */
  public boolean isKilled() {
    return strike(FaultKind.KILL, NO_FILE);
  }

  @Override
  public boolean arePlanned() {
    return plan.disk().bytes() != Long.MAX_VALUE || plan.triggers().keySet().stream().anyMatch(FaultKind::isOfFiles);
  }

  @Override
  public long capacity() {
    return plan.disk().bytes();
  }

  @Override
  public boolean strike(FaultKind kind, Supplier<String> path) {
    Sites sites = planned[kind.ordinal()];
    return sites != null && strikes(sites, FaultInjector::innermostOfProgram, path);
  }

  @Override
  public int draw(int bound) {
    return scheduler.draw(bound);
  }

  private boolean strikes(Sites sites, Supplier<String> named, Supplier<String> ofFile) {
    if (!scheduler.mayFail()) {
      return false;
    }
    Scope scope = sites.trigger.scope();
    long now = scheduler.now();
    if (now < scope.from() || now >= scope.until()) {
      return false;
    }
    String path = scope.path() == null && !sites.trigger.lasts() ? null : ofFile.get();
    if (path != null && scope.path() != null && !scope.path().matches(path)) {
      return false;
    }
    String site = named.get();
    if (!sites.covers(site, each -> isArmed(sites.kind, each, scope.armed()))) {
      return false;
    }
    sites.passed++;
    boolean lasts = path != null && sites.lasting.contains(path);
    if (!lasts && !scheduler.fails(sites.kind.decision(), sites.trigger.probability(sites.passed))) {
      return false;
    }
    String file = path == null ? ofFile.get() : path;
    if (sites.trigger.lasts()) {
      sites.lasting.add(file);
    }
    fired(sites, site, file);
    return true;
  }

  private void fired(Sites sites, String site, String path) {
    counts.merge(sites.kind, 1L, Long::sum);
    scheduler.tracing().faulted(sites.kind.site(), sites.passed, sites.kind.effect(), site, path);
    if (fired.size() < FaultReport.MOST_KEPT) {
      fired.add(new FiredFault(sites.kind, sites.passed, site, path, Thread.currentThread().getName(),
          scheduler.steps(), scheduler.now()));
    }
  }

  private boolean isArmed(FaultKind kind, String site, double part) {
    return part == 1 || scheduler.choices().stream("fault." + kind.label() + ".armed " + site).nextDouble() < part;
  }

  @Override
  public void request(Supplier<String> path, long bytes) {
    if (!requestsTakeTime || !scheduler.mayFail() || scheduler.current().isPinned()) {
      return;
    }
    long duration;
    if (strike(FaultKind.HANG, path)) {
      duration = Scheduler.NEVER;
    } else if (strike(FaultKind.STALL, path)) {
      duration = plan.disk().stall();
    } else {
      duration = plan.disk().takesTime() ? latency() + plan.disk().transfer(bytes) : 0;
    }
    if (duration > 0) {
      scheduler.block(WaitKind.DISK, null, requests.add(scheduler.now(), duration));
    }
  }

  private long latency() {
    Latency latency = plan.disk().latency();
    boolean isDrawn = latency.least() != latency.most() && !scheduler.isFair();
    return latency.drawn(isDrawn ? draw(Latency.WAYS + 1) : 0);
  }

  @Override
  public void readState(ObjLongConsumer<String> reader) {
    for (Sites sites : planned) {
      reader.accept("files with an error that lasts", sites == null ? 0 : sites.lasting.size());
    }
    requests.forEachLeft(scheduler.now(), left -> reader.accept("how long a disk request takes", left));
  }

  private static String innermostOfProgram() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.filter(FaultInjector::isOfProgram).findFirst().map(FaultInjector::site)
            .orElse("no frame of the program"));
  }

  private static boolean isOfProgram(StackWalker.StackFrame frame) {
    ClassLoader loader = frame.getDeclaringClass().getClassLoader();
    return loader != null && loader != ClassLoader.getPlatformClassLoader()
        && loader != FaultInjector.class.getClassLoader() && AddedMethods.original(frame.getMethodName()) != null;
  }

  private static String site(StackWalker.StackFrame frame) {
    String method = frame.getClassName() + "." + AddedMethods.original(frame.getMethodName());
    return frame.getLineNumber() > 0 ? method + ":" + frame.getLineNumber() : method;
  }

  /** What has come of the plan so far. */
  public FaultReport report() {
    return plan.isEmpty() ? FaultReport.NONE : new FaultReport(counts, fired, silent());
  }

  private Map<FaultKind, String> silent() {
    Map<FaultKind, String> silent = new EnumMap<>(FaultKind.class);
    for (Sites sites : planned) {
      String line = sites == null ? null : silent(sites);
      if (sites != null && line != null) {
        silent.put(sites.kind, line);
      }
    }
    return silent;
  }

  private static @Nullable String silent(Sites sites) {
    Scope scope = sites.trigger.scope();
    String site = sites.kind.site();
    if (sites.passed == 0 && !scope.equals(Scope.ALL)) {
      return "fault " + scope.settings(sites.kind) + " matched nothing: there was no " + site + scope.text();
    }
    if (sites.trigger.occasion() instanceof Trigger.Occasion.Nth nth && sites.passed < nth.number()) {
      return "fault " + sites.kind.label() + FaultNames.NTH + "=" + nth.number() + " did not fire: there "
          + (sites.passed == 1 ? "was 1 " + site : "were " + sites.passed + " " + site + "s") + scope.text();
    }
    return sites.passed == 0 ? "fault " + sites.kind.label() + " did not fire: there was no " + site : null;
  }
}
