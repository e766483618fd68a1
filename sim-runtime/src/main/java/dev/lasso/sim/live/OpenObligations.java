package dev.lasso.sim.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** What a workload owes beside the end of its threads, in the order it was taken on. */
public final class OpenObligations {

  private final Set<Open> open = new LinkedHashSet<>();
  private final LongSupplier clock;

  /** Obligations that note the virtual time at which they are taken on. */
  public OpenObligations(LongSupplier clock) {
    this.clock = clock;
  }

  /** One thing owed. */
  public final class Open {

    private final String what;
    private final long since;
    private final Thread debtor;

    private Open(String what, long since, Thread debtor) {
      this.what = what;
      this.since = since;
      this.debtor = debtor;
    }

    /** It has happened; paying twice is no error. */
    public void pay() {
      open.remove(this);
    }

    /** In the workload's words. */
    public String what() {
      return what;
    }

    /** The virtual time at which it was taken on. */
    public long since() {
      return since;
    }
  }

  /** Takes on an obligation. */
  public Open owe(String what) {
    Open owed = new Open(what, clock.getAsLong(), Thread.currentThread());
    open.add(owed);
    return owed;
  }

  /** Threads are gone, and with them what they have taken on. */
  public void forgive(Collection<Thread> debtors) {
    open.removeIf(owed -> debtors.contains(owed.debtor));
  }

  /** What is still owed. */
  public List<Open> open() {
    return new ArrayList<>(open);
  }
}
