package dev.lasso.sim.sched;

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
}
