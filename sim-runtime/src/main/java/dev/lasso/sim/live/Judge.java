package dev.lasso.sim.live;

import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.live.Judgement.Kind;
import dev.lasso.sim.live.Rounds.Starving;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.WaitKind;
import dev.lasso.sim.sync.TaskDoor;
import dev.lasso.sim.trace.TraceHash;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is owed when a run is over, and whether it can still be paid.
 *
 * <p><b>Deadlock.</b> If no task is enabled and no timer is pending, no task will ever run again: tasks are enabled by
 * tasks and timers alone. The claim is checked again, task by task, before it is made; a lock that a thread outside the
 * run holds refutes it, and the run is then aborted. Where others go on, {@link WaitCycles} and {@link DoomedWaits} have
 * the arguments.
 */
public final class Judge {

  /** A minute: ordinary runs are over, and a poller that goes on for ever has made few rounds. */
  private static final long FIRST_DOOMED = 60_000_000_000L;

  private final Scheduler scheduler;
  private final Waits waits;
  private final WaitCycles cycles;
  private final DoomedWaits doomed;
  private final Supplier<List<String>> differences;

  private long firstDoomed = FIRST_DOOMED;

  /** The virtual time from which on a run may be ended to look at its heap. */
  private long doomedFrom = FIRST_DOOMED;

  /**
   * A judge of the runs of {@code scheduler}, which ends one when its judge sees that it is lost.
   *
   * @param allClasses the classes of this JVM
   * @param differences what was different from round to round where a loop was looked for and not proved
   */
  public Judge(Scheduler scheduler, TaskDoor door, Supplier<List<Class<?>>> allClasses,
      Supplier<List<String>> differences) {
    this.differences = differences;
    this.scheduler = scheduler;
    waits = new Waits(door);
    cycles = new WaitCycles(scheduler, waits);
    doomed = new DoomedWaits(scheduler, waits, cycles, allClasses);
    scheduler.watch(this::look);
  }

  /** A run begins, for the first time: it was not looked at yet. */
  public void begin() {
    doomedFrom = firstDoomed;
  }

  /** Sets from which virtual time on runs are ended to look at their heaps, a minute if nothing is said. */
  public void lookAtHeapsFrom(long nanos) {
    firstDoomed = nanos;
  }

  private @Nullable Ending look() {
    List<Task> cycle = cycles.find();
    if (!cycle.isEmpty()) {
      return new Ending.WaitCycle(cycle);
    }
    return scheduler.now() >= doomedFrom && doomed.mayExist() && RealJdk.showsWholeFrames()
        ? new Ending.MaybeLost()
        : null;
  }

  /**
   * Judges a run that has just ended; its state is still there.
   *
   * @param program the loader of the program that ran
   * @param dump what to show of it; null where nobody will read it
   * @return null if it ended only to be looked at, and is not lost: it is to be made again, and will go on
   */
  public @Nullable Judgement judge(Ending ending, ClassLoader program, OpenObligations obligations,
      @Nullable Dump dump) {
    return switch (ending) {
      case Ending.Completed completed -> obligations.open().isEmpty()
          ? live("")
          : hasHungDisk()
              ? excused("every other thread has ended", dump)
              : stuck("doomed-wait", "every thread has ended, and what was owed was not done", List.of(), dump);
      case Ending.NothingRunnable nothing -> nothingRunnable(obligations, dump);
      case Ending.MaybeLost maybe -> maybeLost(program, dump);
      case Ending.WaitCycle cycle -> waitCycle(cycle.tasks(), dump);
      case Ending.Failed failed -> failed("uncaught " + oneLine(failed.error()) + " in thread \""
          + failed.task().thread().getName() + "\"", failed.error(), dump);
      case Ending.Exited exited -> failed("thread \"" + exited.task().thread().getName() + "\" called System.exit("
          + exited.status() + ")", null, dump);
      case Ending.LimitReached limit -> limitReached(limit.limit(), program, dump);
      case Ending.AtInstant instant -> doomed.mayExist() && RealJdk.showsWholeFrames()
          ? maybeLost(program, dump)
          : null;
      case Ending.Stopped stopped -> dumped(Kind.SUSPECTED, "", "stopped at step " + stopped.step() + ", as asked",
          sites(owed()), null, dump);
      case Ending.Aborted aborted -> aborted(aborted);
      case Ending.Diverged diverged -> dumped(Kind.ABORTED, "", "the replay diverged", sites(owed()), null, dump);
    };
  }

  /** The judgement of a run that Lasso had to give up. */
  public Judgement aborted(Ending.Aborted aborted) {
    StringBuilder dump = new StringBuilder("ABORTED: " + aborted.reason() + "\n");
    Frames.all(aborted.frames()).forEach(line -> dump.append("      ").append(line).append('\n'));
    return new Judgement(Kind.ABORTED, "", aborted.reason(), dump.toString(),
        fingerprint(Kind.ABORTED, Frames.innermostOfProgram(aborted.frames())), "");
  }

  private static Judgement live(String remark) {
    return new Judgement(Kind.LIVE, "", "all that was owed was done", "", "", remark);
  }

  private Judgement nothingRunnable(OpenObligations obligations, @Nullable Dump dump) {
    List<Task> owed = owed();
    if (owed.isEmpty() && obligations.open().isEmpty()) {
      long idle = scheduler.tasks().stream().filter(Owed::isIdleWorker).count();
      return live(
          idle + " pool worker" + (idle == 1 ? " waits" : "s wait") + " for work: the pool was never shut down");
    }
    if (hasHungDisk()) {
      List<Task> cycle = cycles.find();
      return cycle.isEmpty() ? excused("no thread can run and no timer is pending", dump) : waitCycle(cycle, dump);
    }
    String refutation = refutation();
    if (refutation != null) {
      return aborted(new Ending.Aborted(refutation, new StackTraceElement[0]));
    }
    return stuck("deadlock", "no thread can run and no timer is pending", owed, dump);
  }

  private Judgement waitCycle(List<Task> cycle, @Nullable Dump dump) {
    if (!cycles.isCycle(cycle)) {
      return aborted(new Ending.Aborted("the proof of a deadlock failed its check: the threads no longer wait for each"
          + " other", new StackTraceElement[0]));
    }
    return stuck("deadlock", names(cycle) + " wait for each other, while other threads go on", cycle, dump);
  }

  /** The judgement of a run that has just gone round a loop that was proved. */
  public Judgement livelock(Lasso lasso, @Nullable Dump dump) {
    if (hasHungDisk()) {
      return excused("other threads go round a loop", dump);
    }
    if (dump != null) {
      dump.loop(lasso);
    }
    String waiting = lasso.starving().isEmpty()
        ? ""
        : lasso.starving().stream().map(Starving::toString).collect(Collectors.joining(", "))
            + ", which others take and give back: ";
    String round = lasso.kind() == Lasso.Kind.ZENO ? "" : Spans.text(lasso.nanos()) + " of virtual time, ";
    return stuck(lasso.kind().label(), (lasso.inescapable() ? "inescapable" : "bound to its schedule") + ", " + waiting
        + "the whole state repeats every " + round + lasso.steps() + " steps, for ever", owed(), dump);
  }

  private @Nullable Judgement maybeLost(ClassLoader program, @Nullable Dump dump) {
    List<Task> lost = doomed.find(program);
    doomedFrom = 2 * scheduler.now();
    return lost.isEmpty() ? null : doomed(lost, dump);
  }

  private Judgement doomed(List<Task> lost, @Nullable Dump dump) {
    return stuck("doomed-wait", "nobody who still runs can end the wait of " + names(lost), lost, dump);
  }

  private Judgement limitReached(String limit, ClassLoader program, @Nullable Dump dump) {
    List<Task> cycle = cycles.find();
    if (!cycle.isEmpty()) {
      return waitCycle(cycle, dump);
    }
    List<Task> lost = doomed.find(program);
    if (!lost.isEmpty() && RealJdk.showsWholeFrames()) {
      return doomed(lost, dump);
    }
    if (hasHungDisk()) {
      return excused("the run reached its limit of " + limit, dump);
    }
    String unproved = lost.isEmpty()
        ? ""
        : "; nobody seems able to end the wait of " + names(lost)
            + ", which a JVM with -XX:-EliminateAllocations could prove";
    List<String> differing = differences.get();
    if (dump != null && !differing.isEmpty()) {
      dump.differing(differing);
    }
    return dumped(Kind.SUSPECTED, "", "the run reached its limit of " + limit + " without an end and without a proof"
        + unproved, sites(owed()), null, dump);
  }

  private boolean hasHungDisk() {
    return scheduler.tasks().stream().anyMatch(Judge::waitsForHungDisk);
  }

  private static boolean waitsForHungDisk(Task task) {
    return !task.hasEnded() && task.waitKind() == WaitKind.DISK && !task.hasTimer() && !task.isEnabled();
  }

  /** Nobody knows how the run would have gone on if the disk had answered. */
  private Judgement excused(String end, @Nullable Dump dump) {
    List<Task> hung = scheduler.tasks().stream().filter(Judge::waitsForHungDisk).toList();
    return dumped(Kind.EXCUSED, "", end + ", and the disk never answers " + names(hung)
        + ": the fault plan has it hang", sites(hung), null, dump);
  }

  private static String names(List<Task> tasks) {
    return tasks.stream().map(task -> "\"" + task.thread().getName() + "\"").collect(Collectors.joining(", "));
  }

  /** Why the run is not stuck after all, or null. */
  private @Nullable String refutation() {
    for (Task task : scheduler.tasks()) {
      if (task.hasEnded()) {
        continue;
      }
      if (task.isEnabled() || task.hasTimer() || task.waitKind() == WaitKind.NONE) {
        return "the proof of a deadlock failed its check: \"" + task.thread().getName() + "\" could go on";
      }
      Thread holder = waits.blockedBy(task);
      if (holder != null && !(TaskThreads.continuationOf(holder) instanceof Task)) {
        return "\"" + task.thread().getName() + "\" waits for thread \"" + holder.getName()
            + "\", which is no part of the run";
      }
    }
    return null;
  }

  private Judgement stuck(String proof, String why, List<Task> waiting, @Nullable Dump dump) {
    return dumped(Kind.STUCK, proof, why, sites(waiting), null, dump);
  }

  private Judgement failed(String why, @Nullable Throwable error, @Nullable Dump dump) {
    String site = error == null
        ? sites(owed())
        : error.getClass().getName() + Frames.innermostOfProgram(error.getStackTrace());
    return dumped(Kind.FAILED, "", why, site, error, dump);
  }

  private Judgement dumped(Kind kind, String proof, String why, String site, @Nullable Throwable error,
      @Nullable Dump dump) {
    if (dump == null) {
      return new Judgement(kind, proof, why, "", "", "");
    }
    String headline = kind.name() + (proof.isEmpty() ? "" : ", " + proof) + ": " + why;
    return new Judgement(kind, proof, why, dump.text(headline, error), fingerprint(kind, proof + site), "");
  }

  private List<Task> owed() {
    return scheduler.tasks().stream().filter(Owed::mustEnd).toList();
  }

  /** Where these tasks wait, each place once. */
  private static String sites(List<Task> waiting) {
    TreeSet<String> sites = new TreeSet<>();
    waiting.forEach(task -> sites.add(Frames.innermostOfProgram(task.getStackTrace())));
    return sites.toString();
  }

  private static String fingerprint(Kind kind, String what) {
    long hash = TraceHash.START;
    for (char c : (kind + what).toCharArray()) {
      hash = TraceHash.mix(hash, c);
    }
    return String.format(Locale.ROOT, "%08x", (int) (hash ^ hash >>> 32));
  }

  private static String oneLine(Throwable error) {
    return error.toString().lines().findFirst().orElse("");
  }
}
