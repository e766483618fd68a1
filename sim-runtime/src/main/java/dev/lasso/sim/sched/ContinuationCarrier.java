package dev.lasso.sim.sched;

import java.util.List;

/** Tasks as continuations on the calling thread. */
public final class ContinuationCarrier implements Carrier {

  private final Thread carrier = TaskThreads.carrier();

  /** Runs tasks on the thread that calls this. */
  public ContinuationCarrier() {}

  @Override
  public void resume(Task task) {
    TaskThreads.setCurrent(carrier, task.thread());
    try {
      task.resume();
    } finally {
      TaskThreads.setCurrent(carrier, carrier);
    }
  }

  @Override
  public boolean giveWay(Task task) {
    return task.giveWay();
  }

  @Override
  public boolean carry(Task task) {
    return false;
  }

  /** Tasks that have not ended are suspended, and go with the run. */
  @Override
  public void end(List<Task> tasks) {}

  @Override
  public StackTraceElement[] frames(Task task) {
    return task.getStackTrace();
  }

  @Override
  public Thread atWork() {
    return carrier;
  }
}
