package dev.lasso.sim.live;

import dev.lasso.sim.fault.FaultInjector;
import dev.lasso.sim.live.Waits.Wait;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sync.TaskDoor;
import dev.lasso.sim.sync.WaitCounts;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads of a run that went wrong, for those who know {@code info threads} and {@code thread apply all
 * bt}: the faults that fired; every thread with what it waits for, who holds that and where it stands; the cycle, or
 * the waker that is missing; the conditions with their history; what is owed; what the program says of itself. At most
 * 120 columns.
 */
public final class Dump {

  static final int COLUMNS = 120;

  private final Scheduler scheduler;
  private final OpenObligations obligations;
  private final Describers describers;
  private final Waits waits;
  private final WaitCounts counts;
  private final FaultInjector faults;
  private final Supplier<List<Class<?>>> programClasses;
  private Names names = new Names(List.of(), List.of(), Dump::isOfProgram);
  private final List<String> loop = new ArrayList<>();
  private List<String> differing = List.of();
  private final StringBuilder text = new StringBuilder();

  /**
   * A dump of the run of {@code scheduler}, to be written while its state is still there.
   *
   * @param loadedClasses the classes that a loader has defined
   */
  public Dump(Scheduler scheduler, TaskDoor door, OpenObligations obligations, Describers describers,
      Function<ClassLoader, List<Class<?>>> loadedClasses, ClassLoader program) {
    this.scheduler = scheduler;
    this.obligations = obligations;
    this.describers = describers;
    waits = new Waits(door);
    counts = door.waitCounts();
    faults = door.faults();
    programClasses = () -> loadedClasses.apply(program);
  }

  private List<Object> roots() {
    List<Object> roots = new ArrayList<>();
    for (Task task : living()) {
      roots.addAll(TaskFrames.references(task));
    }
    living().forEach(task -> roots.add(task.thread()));
    return roots;
  }

  private static boolean isOfProgram(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null && loader != ClassLoader.getPlatformClassLoader() && loader != Dump.class.getClassLoader();
  }

  private List<Task> living() {
    return scheduler.tasks().stream().filter(task -> !task.hasEnded()).toList();
  }

  /** Has the dump tell of the loop that the run is caught in. */
  void loop(Lasso lasso) {
    loop.add("begins at " + Spans.text(lasso.begins().now()) + ", step " + lasso.begins().step()
        + ", and takes " + Spans.text(lasso.nanos()) + " of virtual time, " + lasso.steps() + " steps");
    loop.add(
        "in it: " + living().stream().filter(task -> task.isEnabled() || task.blockedSince() > lasso.begins().now())
            .map(task -> "\"" + task.thread().getName() + "\"").collect(Collectors.joining(", ")));
    lasso.starving().forEach(starving -> loop.add(starving + ": waits all the time, or is back where it waits whenever"
        + " it goes on"));
    if (lasso.kind() == Lasso.Kind.ZENO) {
      loop.add("no thread in it waits for time or reads a clock: it takes no time at all");
    }
    loop.add(lasso.inescapable()
        ? "nor does the run end if threads take turns from there on in other ways: of 1, 7 or 64 points, and backwards"
        : "the run ends if threads take turns from there on in another way: it is this schedule that never does");
    loop.add("equal at the beginning, after one round and after two, wherever the clocks begin, but for fields that are"
        + " not read in it and for where errors were made"
        + (lasso.readsWallClock()
            ? "; assuming that only differences of the wall clock matter, which was tried"
                + " where a minute, an hour, a day, a month and a year begin, and in 2038, 2100, 2108 and 2258"
            : ""));
  }

  /** Has the dump tell what is different each time that the run seems to repeat. */
  void differing(List<String> variables) {
    differing = variables;
  }

  /** The dump, ending with a line end. */
  String text(String headline, @Nullable Throwable error) {
    names = new Names(programClasses.get(), roots(), Dump::isOfProgram);
    line(0, headline);
    line(0, "at virtual time " + Spans.text(scheduler.now()) + ", step " + scheduler.steps());
    if (error != null) {
      errorText(error);
    }
    listed("Faults:", FaultLines.of(faults.report()));
    listed("What is different each time the run seems to repeat:", differing);
    listed("Loop:", loop);
    threads();
    cycle();
    conditions();
    owed();
    objects();
    return text.toString();
  }

  /** The field of the program that holds an object, once the dump is written; an empty string if none is known. */
  public String fieldOf(Object object) {
    return names.field(object);
  }

  private void errorText(Throwable error) {
    line(0, "");
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      line(0, (cause == error ? "" : "caused by ") + cause);
      Frames.lines(cause.getStackTrace()).forEach(frame -> line(2, frame));
    }
  }

  private void listed(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      line(0, "");
      line(0, title);
      lines.forEach(each -> line(1, each));
    }
  }

  // Threads ----------------------------------------------------------------------------------------------------------

  private void threads() {
    List<Task> living = living();
    int ended = scheduler.tasks().size() - living.size();
    line(0, "");
    line(0, "Threads: " + living.size() + " alive" + (ended == 0 ? "" : ", " + ended + " ended"));
    for (Task task : living) {
      line(1, "#" + task.id() + " \"" + task.thread().getName() + "\"" + (task.thread().isDaemon() ? " daemon " : " ")
          + state(task));
      Frames.lines(task.getStackTrace()).forEach(frame -> line(3, frame));
    }
  }

  private String state(Task task) {
    return switch (waits.of(task)) {
      case Wait.ForNothing nothing -> "could go on";
      case Wait.ForTime time -> "sleeps" + since(task) + timer(task);
      case Wait.ForDisk disk -> "waits for the disk" + since(task) + (task.hasTimer() ? timer(task) : ", for ever");
      case Wait.ForEnd end -> "waits for the end of \"" + end.thread().getName() + "\"" + since(task) + timer(task);
      case Wait.ForLock lock -> "waits for " + (lock.monitor() ? "the monitor " : lockKind(lock.lock()))
          + names.of(lock.lock()) + heldBy(lock.holder()) + since(task) + timer(task);
      case Wait.ForCondition condition -> "waits for a " + (condition.monitor() ? "notify" : "signal") + " on "
          + names.of(condition.condition()) + since(task) + timer(task);
      case Wait.ForPermit permit -> "is parked" + (permit.blocker() == null ? "" : " by " + names.of(permit.blocker()))
          + since(task) + timer(task);
    };
  }

  private static String lockKind(Object lock) {
    Class<?> outer = lock.getClass().getSuperclass() == AbstractQueuedSynchronizer.class
        ? lock.getClass().getEnclosingClass()
        : lock.getClass().getSuperclass().getEnclosingClass();
    return outer == null ? "the lock " : "the " + outer.getSimpleName() + " ";
  }

  private static String heldBy(@Nullable Thread holder) {
    return holder == null ? "" : ", held by \"" + holder.getName() + "\"";
  }

  private static String since(Task task) {
    return ", since " + Spans.text(task.blockedSince());
  }

  private static String timer(Task task) {
    return task.hasTimer() ? ", until " + Spans.text(task.deadline()) : "";
  }

  // Cycle or missing waker -------------------------------------------------------------------------------------------

  private void cycle() {
    Map<Thread, Task> byThread = new IdentityHashMap<>();
    living().forEach(task -> byThread.put(task.thread(), task));
    for (Task start : living()) {
      List<Task> path = new ArrayList<>();
      for (Task at = start; at != null; at = next(at, byThread)) {
        if (path.contains(at)) {
          cycleText(path.subList(path.indexOf(at), path.size()));
          return;
        }
        path.add(at);
      }
    }
    if (loop.isEmpty()) {
      missingWakers();
    }
  }

  private @Nullable Task next(Task task, Map<Thread, Task> byThread) {
    Thread holder = waits.blockedBy(task);
    return holder == null ? null : byThread.get(holder);
  }

  private void cycleText(List<Task> cycle) {
    line(0, "");
    line(0, "Cycle of " + cycle.size() + ":");
    for (Task task : cycle) {
      line(1, "\"" + task.thread().getName() + "\" " + state(task));
    }
  }

  private void missingWakers() {
    for (Task task : living()) {
      if (Owed.mustEnd(task) && waits.of(task) instanceof Wait.ForCondition wait) {
        line(0, "");
        line(0, "No cycle: nobody is left to wake \"" + task.thread().getName() + "\" from "
            + names.of(wait.condition()));
      }
    }
  }

  // Conditions -------------------------------------------------------------------------------------------------------

  private List<Object> awaitedConditions() {
    List<Object> conditions = new ArrayList<>();
    for (Task task : living()) {
      if (waits.of(task) instanceof Wait.ForCondition wait
          && conditions.stream().noneMatch(known -> known == wait.condition())) {
        conditions.add(wait.condition());
      }
    }
    return conditions;
  }

  private void conditions() {
    List<Object> conditions = awaitedConditions();
    if (conditions.isEmpty()) {
      return;
    }
    line(0, "");
    line(0, "Conditions:");
    for (Object condition : conditions) {
      WaitCounts.Count count = counts.of(condition);
      line(1, names.of(condition) + ": " + waiting(condition) + " waiting now, waited " + count.awaited() + ", woken "
          + count.signalled() + lastWaker(count));
    }
  }

  private long waiting(Object condition) {
    return living().stream()
        .filter(task -> waits.of(task) instanceof Wait.ForCondition wait && wait.condition() == condition).count();
  }

  private static String lastWaker(WaitCounts.Count count) {
    Task waker = count.lastWaker();
    return waker == null ? "" : ", last by \"" + waker.thread().getName() + "\" at " + Spans.text(count.lastWoken());
  }

  // What is owed, and what the program says of itself ----------------------------------------------------------------

  private void owed() {
    List<String> owed = new ArrayList<>();
    for (Task task : living()) {
      if (Owed.mustEnd(task)) {
        owed.add("the end of thread \"" + task.thread().getName() + "\"");
      }
    }
    for (OpenObligations.Open open : obligations.open()) {
      owed.add(open.what() + ", for " + Spans.text(scheduler.now() - open.since()));
    }
    if (!owed.isEmpty()) {
      line(0, "");
      line(0, "Owed:");
      owed.forEach(what -> line(1, what));
    }
  }

  private void objects() {
    if (describers.isEmpty()) {
      return;
    }
    for (Object object : names.instances(describers::describes)) {
      line(0, "");
      line(0, Names.simple(object.getClass()) + " says:");
      describers.describe(object).forEach(said -> line(1, said));
    }
  }

  /** Appends a line, broken at {@value #COLUMNS} columns. */
  private void line(int indent, String content) {
    String prefix = "  ".repeat(indent);
    String rest = content;
    while (prefix.length() + rest.length() > COLUMNS) {
      int space = rest.lastIndexOf(' ', COLUMNS - prefix.length());
      int cut = space > 0 ? space : COLUMNS - prefix.length();
      text.append(prefix).append(rest, 0, cut).append('\n');
      rest = rest.substring(cut).stripLeading();
      prefix = "  ".repeat(indent + 2);
    }
    text.append((prefix + rest).stripTrailing()).append('\n');
  }
}
