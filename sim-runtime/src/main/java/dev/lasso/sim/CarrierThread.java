package dev.lasso.sim;

import dev.lasso.sim.jdk.IdentityHashes;
import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.sched.Carrier;
import dev.lasso.sim.sched.ContinuationCarrier;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The platform thread that carries all tasks of this JVM, and the watch over it: a carrier that blocks in native code
 * or in a monitor that is not woven, or that passes no point for ten seconds of real time, ends the run with the name
 * of the frame. Such a carrier cannot be had back, so the JVM then runs nothing more.
 */
final class CarrierThread {

  private static final long PATIENCE_SECONDS = 10;

  private final LinkedBlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
  private final Scheduler scheduler;
  private final Thread thread;
  private @Nullable Lost lost;

  /** What runs on the carrier sees it as this. */
  record Access(Carrier carrier, IdentityHashes identityHashes) {}

  /** The carrier did not come back. */
  static final class Lost extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final transient Ending.Aborted ending;

    Lost(Ending.Aborted ending) {
      super(ending.reason());
      this.ending = ending;
    }

    Ending.Aborted ending() {
      return ending;
    }
  }

  private volatile Supplier<Carrier> kind = ContinuationCarrier::new;
  private volatile @Nullable Access access;
  private volatile boolean patient;

  CarrierThread(Scheduler scheduler) {
    this.scheduler = scheduler;
    thread = new Thread(null, this::work, "lasso-carrier", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    while (true) {
      try {
        jobs.take().run();
      } catch (InterruptedException nobodyShould) {
        return;
      }
    }
  }

  /** Where the runs of a job take place; called on the carrier. */
  Access access() {
    Access known = access;
    if (known == null) {
      known = new Access(kind.get(), IdentityHashes.ofCarrier());
      access = known;
    }
    return known;
  }

  /** Sets what carries tasks from the next run on; it is made on the carrier. */
  synchronized void carryBy(Supplier<Carrier> maker) {
    kind = maker;
    access = null;
  }

  /** From now on a run may stand still for as long as it likes: a debugger has it. */
  void becomePatient() {
    patient = true;
  }

  /** Does what hashes objects in the middle of a run, without giving them all one hash; on the carrier. */
  <T> T withDistinctHashes(Supplier<T> job) {
    access().identityHashes().restart();
    try {
      return job.get();
    } finally {
      access().identityHashes().stop();
    }
  }

  /**
   * Has a job done on the carrier and waits for it.
   *
   * @throws Lost if the carrier got stuck in this job or an earlier one
   */
  synchronized <T> T call(Supplier<T> job) {
    if (lost != null) {
      throw lost;
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    jobs.add(() -> {
      try {
        result.complete(job.get());
      } catch (Throwable failure) {
        result.completeExceptionally(failure);
      }
    });
    long steps = -1;
    while (true) {
      try {
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException stillBusy) {
        long now = scheduler.progress();
        if (now == steps && scheduler.isActive() && !patient) {
          throw lose();
        }
        steps = now;
      } catch (ExecutionException failed) {
        throw sneak(java.util.Objects.requireNonNullElse(failed.getCause(), failed));
      } catch (InterruptedException interrupted) {
        scheduler.abort(new Ending.Aborted("interrupted by its caller", new StackTraceElement[0]));
      }
    }
  }

  private Lost lose() {
    Access known = access;
    Thread atWork = known == null ? thread : known.carrier().atWork();
    StackTraceElement[] frames = atWork.getStackTrace();
    String where = frames.length == 0 ? "an unknown frame" : frames[0].toString();
    Lost found = new Lost(new Ending.Aborted("the carrier has passed no point for " + PATIENCE_SECONDS
        + " s of real time and is " + RealJdk.realState(atWork) + " in " + where, frames));
    lost = found;
    return found;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
