package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;

/** {@link Exchanger}. */
public final class ExchangerContract {

  public void twoMeet(Observations log) throws Exception {
    Exchanger<String> exchanger = new Exchanger<>();
    Actor other = Actor.start("other", () -> exchanger.exchange("theirs")).untilWaiting();
    log.saw("mine", exchanger.exchange("mine"), "theirs");
    log.saw("other", other.end(), "returned mine");
    Actor nulls = Actor.start("nulls", () -> exchanger.exchange(null)).untilWaiting();
    log.saw("null", exchanger.exchange("mine"), null);
    log.saw("other", nulls.end(), "returned mine");
  }

  public void timesOut(Observations log) throws Exception {
    Exchanger<String> exchanger = new Exchanger<>();
    log.call("nobody comes", () -> exchanger.exchange("mine", 5, TimeUnit.MILLISECONDS), "threw TimeoutException");
    Actor other = Actor.start("other", () -> exchanger.exchange("theirs", 1, TimeUnit.HOURS)).untilWaiting();
    log.saw("the next meeting", exchanger.exchange("mine"), "theirs");
    log.saw("other", other.end(), "returned mine");
  }

  public void manyMeet(Observations log) throws Exception {
    Exchanger<Integer> exchanger = new Exchanger<>();
    ConcurrentLinkedQueue<Integer> got = new ConcurrentLinkedQueue<>();
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int mine = i;
      actors.add(Actor.start("actor", () -> {
        int theirs = exchanger.exchange(mine);
        got.add(theirs);
        return theirs != mine;
      }));
    }
    for (Actor actor : actors) {
      log.saw("got another's", actor.end(), "returned true");
    }
    log.saw("all were passed on", new TreeSet<>(got), "[0, 1, 2, 3]");
  }
}
