package dev.lasso.workloads.contract;

import java.util.concurrent.atomic.AtomicInteger;

/** {@link ThreadLocal} and {@link InheritableThreadLocal}. */
public final class ThreadLocalContract {

  public void eachThreadHasItsOwn(Observations log) throws Exception {
    ThreadLocal<String> local = ThreadLocal.withInitial(() -> "initial");
    local.set("mine");
    log.saw("of another", Actor.start("other", () -> {
      String first = local.get();
      local.set("other");
      return first + " " + local.get();
    }).end(), "returned initial other");
    log.saw("mine", local.get(), "mine");
    local.remove();
    log.saw("removed", local.get(), "initial");
    local.remove();
  }

  public void initialisedOncePerThread(Observations log) throws Exception {
    AtomicInteger made = new AtomicInteger();
    ThreadLocal<Integer> local = ThreadLocal.withInitial(made::incrementAndGet);
    log.saw("first", local.get() + " " + local.get(), "1 1");
    log.saw("other", Actor.start("other", () -> local.get() + local.get()).end(), "returned 4");
    log.saw("made", made, 2);
    local.remove();
  }

  public void inherited(Observations log) throws Exception {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>() {
      @Override
      protected String childValue(String parentValue) {
        return parentValue + "'s child";
      }
    };
    local.set("root");
    Thread made = new Thread(() -> log.saw("in the child", local.get(), "root's child"));
    local.set("changed after the child was made");
    made.start();
    made.join();
    log.saw("in the parent", local.get(), "changed after the child was made");
    local.remove();
  }

  public void notInheritedWhereTheBuilderSaysSo(Observations log) throws Exception {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("root");
    Thread made = Thread.ofPlatform().inheritInheritableThreadLocals(false)
        .start(() -> log.saw("in the child", local.get(), null));
    made.join();
    local.remove();
  }

  public void virtualThreadsHaveThem(Observations log) throws Exception {
    ThreadLocal<String> local = ThreadLocal.withInitial(() -> "initial");
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("root");
    log.saw("virtual", Actor.virtual("virtual", () -> local.get() + " " + inherited.get()).end(),
        "returned initial root");
    inherited.remove();
  }
}
