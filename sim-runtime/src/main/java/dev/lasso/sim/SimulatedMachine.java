package dev.lasso.sim;

import dev.lasso.sim.disk.PowerLoss;
import dev.lasso.sim.disk.RunFiles;
import dev.lasso.sim.fault.CrashPlan;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.sim.live.OpenObligations;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sync.TaskDoor;
import it.unimi.dsi.fastutil.longs.LongLinkedOpenHashSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machine of each run, one after the other; it is there once its run asks for it. */
final class SimulatedMachine implements Machine {

  /** How many states are drawn where there are too many to try them all. */
  private static final int DRAWS = 32;

  /** By how many names the log knows states that are drawn: parts of their hashes. */
  private static final int NAMES = 1 << 23;

  private final Scheduler scheduler;
  private final TaskDoor door;
  private final RunFiles files;
  private final LongLinkedOpenHashSet seen = new LongLinkedOpenHashSet();
  private CrashPlan plan = FaultPlan.NONE.crash();
  private boolean present;
  private OpenObligations obligations = new OpenObligations(() -> 0);
  private @Nullable PowerLoss loss;
  private @Nullable Throwable failure;
  private End end = End.COMPLETED;
  private long found;
  private long kills;
  private long powerLosses;
  private long walked;
  private long visited;
  private int processes;

  SimulatedMachine(Scheduler scheduler, TaskDoor door, RunFiles files) {
    this.scheduler = scheduler;
    this.door = door;
    this.files = files;
  }

  /** A run begins. @param owed what its threads take on */
  void begin(CrashPlan runPlan, OpenObligations owed) {
    plan = runPlan;
    obligations = owed;
    present = false;
  }

  /** The run asks for its machine. */
  Machine get() {
    if (!present) {
      present = true;
      loss = null;
      seen.clear();
      found = 0;
      kills = 0;
      powerLosses = 0;
      walked = 0;
      visited = 0;
      processes = 0;
      files.mayLosePower(plan.order());
      door.crashesBy(this::losePower, this::kill);
    }
    return this;
  }

  CrashReport report() {
    return present ? new CrashReport(kills, powerLosses, walked, visited, new ArrayList<>(seen)) : CrashReport.NONE;
  }

  @Override
  public End run(Program program) throws Exception {
    checkOutside("run a process");
    end = End.COMPLETED;
    failure = null;
    loss = null;
    Thread main = new Thread(() -> runMain(program), "process-" + processes++);
    main.setDaemon(false);
    scheduler.startProcess(main);
    for (Thread thread = main; thread != null; thread = alive()) {
      thread.join();
    }
    if (end == End.COMPLETED) {
      end();
      if (failure != null) {
        throw Simulation.sneak(failure);
      }
    }
    return end;
  }

  private void runMain(Program program) {
    try {
      program.run();
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  private @Nullable Thread alive() {
    return scheduler.tasksOnMachine().stream().map(Task::thread).filter(thread -> !thread.isDaemon()).findFirst()
        .orElse(null);
  }

  /** What is left of a process that has ended: its daemons, and what it has open. */
  private void end() {
    List<Task> left = scheduler.tasksOnMachine();
    files.processEnds();
    door.processesEnd(new HashSet<>(left));
    obligations.forgive(left.stream().map(Task::thread).toList());
    scheduler.abandon(left);
  }

  @Override
  public void kill() {
    checkNotPinned();
    kills++;
    end = End.KILLED;
    end();
  }

  @Override
  public void losePower() {
    checkNotPinned();
    powerLosses++;
    end = End.POWER_LOST;
    PowerLoss lost = files.losePower();
    loss = lost;
    lost.chooseAny(1, scheduler.choices().states());
    find(lost, 0, -1);
    end();
  }

  @Override
  public void eachCrashState(Program check) throws Exception {
    checkOutside("check a disk");
    PowerLoss lost = loss;
    loss = null;
    if (lost == null || plan.enumerate() == 0) {
      visit(check);
      return;
    }
    int all = lost.chooseAll(plan.enumerate());
    walked += all < 0 ? 0 : 1;
    int count = all < 0 ? lost.chooseAny(DRAWS, scheduler.choices().states()) : all;
    for (int state = 0; state < count; state++) {
      find(lost, state, all);
      visit(check);
    }
  }

  /** Has the disk in a state that was chosen. @param all how many states there are; negative if it was drawn */
  private void find(PowerLoss lost, int state, int all) {
    found = lost.find(state);
    if (all < 0) {
      scheduler.finds(NAMES, (int) found & NAMES - 1);
    } else {
      scheduler.finds(all, state);
    }
  }

  private void visit(Program check) throws Exception {
    visited++;
    seen.add(found);
    check.run();
  }

  private void checkOutside(String what) {
    if (scheduler.current().isOnMachine()) {
      throw new IllegalStateException("a process of the machine cannot " + what + ": do it where run was called");
    }
  }

  private void checkNotPinned() {
    if (scheduler.current().isOnMachine() && scheduler.current().isPinned()) {
      throw new IllegalStateException("a static initialiser cannot crash the machine");
    }
  }
}
