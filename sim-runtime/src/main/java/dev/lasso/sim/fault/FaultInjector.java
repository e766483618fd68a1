package dev.lasso.sim.fault;

import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.weave.AddedMethods;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets what a run does fail as its plan says, and remembers what did. */
public final class FaultInjector {

  private final Scheduler scheduler;
  private final Map<FaultKind, Sites> planned = new EnumMap<>(FaultKind.class);
  private final List<FiredFault> fired = new ArrayList<>();
  private @Nullable Sites spawns;
  private @Nullable Sites allocations;
  private @Nullable Sites powers;
  private @Nullable Sites kills;
  private long count;

  /** The sites of one kind that the run has passed. */
  private static final class Sites {

    private final FaultKind kind;
    private final Trigger trigger;
    private final Map<String, Boolean> covered = new HashMap<>();
    private long passed;

    Sites(FaultKind kind, Trigger trigger) {
      this.kind = kind;
      this.trigger = trigger;
    }

    boolean covers(String site) {
      return trigger.site() == null || covered.computeIfAbsent(site, trigger.site()::matches);
    }
  }

  /** An injector for the runs of {@code scheduler}. */
  public FaultInjector(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** A run begins. */
  public void begin(FaultPlan plan) {
    planned.clear();
    plan.triggers().forEach((kind, trigger) -> planned.put(kind, new Sites(kind, trigger)));
    spawns = planned.get(FaultKind.SPAWN);
    allocations = planned.get(FaultKind.ALLOCATION);
    powers = planned.get(FaultKind.POWER);
    kills = planned.get(FaultKind.KILL);
    fired.clear();
    count = 0;
  }

  /**
   * The running task starts a thread.
   *
   * @throws OutOfMemoryError if that fails
   */
  public void spawn() {
    if (spawns != null && strikes(spawns, FaultInjector::innermostOfProgram)) {
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
    if (allocations != null && strikes(allocations, () -> site)) {
      throw OutOfMemory.heap();
    }
  }

  /** Whether the machine loses its power before the call on a file that the running task is about to make. */
  public boolean losesPower() {
    return powers != null && strikes(powers, FaultInjector::innermostOfProgram);
  }

  /** Whether the process of the running task is killed before the call on a file that it is about to make. */
  public boolean isKilled() {
    return kills != null && strikes(kills, FaultInjector::innermostOfProgram);
  }

  private boolean strikes(Sites sites, Supplier<String> named) {
    if (!scheduler.mayFail()) {
      return false;
    }
    String site = named.get();
    if (!sites.covers(site)) {
      return false;
    }
    sites.passed++;
    if (!scheduler.fails(sites.kind.decision(), sites.trigger.probability(sites.passed))) {
      return false;
    }
    count++;
    scheduler.tracing().faulted(sites.kind.site(), sites.passed, sites.kind.effect(), site);
    if (fired.size() < FaultReport.MOST_KEPT) {
      fired.add(new FiredFault(sites.kind, sites.passed, site, Thread.currentThread().getName(), scheduler.steps(),
          scheduler.now()));
    }
    return true;
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
    return planned.isEmpty() ? FaultReport.NONE : new FaultReport(count, fired, silent());
  }

  private Map<FaultKind, String> silent() {
    Map<FaultKind, String> silent = new EnumMap<>(FaultKind.class);
    for (Sites sites : planned.values()) {
      String name = sites.kind.label();
      SitePattern pattern = sites.trigger.site();
      String at = pattern == null ? "" : " at " + pattern;
      if (pattern != null && sites.passed == 0) {
        silent.put(sites.kind, "fault " + name + FaultNames.SITE + "=" + pattern + " matched nothing: there was no "
            + sites.kind.site() + at);
      } else if (sites.trigger.occasion() instanceof Trigger.Occasion.Nth nth && sites.passed < nth.number()) {
        silent.put(sites.kind, "fault " + name + FaultNames.NTH + "=" + nth.number() + " did not fire: there "
            + (sites.passed == 1
                ? "was 1 " + sites.kind.site()
                : "were " + sites.passed + " " + sites.kind.site() + "s")
            + at);
      }
    }
    return silent;
  }
}
