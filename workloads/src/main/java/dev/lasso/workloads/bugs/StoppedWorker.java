package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Program;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A worker that serves a queue until it is told to stop. It looks at the stop flag, and then takes the monitor to look
 * at the queue and wait. When flag and notification come in between, it waits for a job that nobody will bring, and the
 * thread that joins it waits too: STUCK. The twin looks at both with the monitor held.
 */
@SuppressWarnings("WaitNotInLoop") // the loop is there, but looks at the flag outside the monitor: the defect
public final class StoppedWorker implements Program {

  private final Object monitor = new Object();
  private final Queue<Integer> jobs = new ArrayDeque<>();
  private final boolean fixed;
  private volatile boolean stopped;
  private int done;

  public StoppedWorker(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Thread worker = new Thread(this::serve, "worker");
    worker.start();
    submit(5);
    stop();
    worker.join();
    synchronized (monitor) {
      done += jobs.size();
    }
  }

  private void submit(int job) {
    synchronized (monitor) {
      jobs.add(job);
      monitor.notifyAll();
    }
  }

  private void stop() {
    stopped = true;
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  private void serve() {
    try {
      while (!stopped) {
        serveOne();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serveOne() throws InterruptedException {
    synchronized (monitor) {
      if (jobs.isEmpty() && !(fixed && stopped)) {
        monitor.wait();
      }
      if (!jobs.isEmpty()) {
        jobs.remove();
        done++;
      }
    }
  }

  @Override
  public String result() {
    return "jobs done or left " + done;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new StoppedWorker(Program.fixed(args)));
  }
}
