package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/** {@link Phaser}. */
public final class PhaserContract {

  public void advances(Observations log) throws Exception {
    Phaser phaser = new Phaser(1);
    List<Actor> parties = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      phaser.register();
      parties.add(Actor.start("party", () -> {
        int first = phaser.arriveAndAwaitAdvance();
        int second = phaser.arriveAndAwaitAdvance();
        phaser.arriveAndDeregister();
        return first + " " + second;
      }).untilWaiting());
    }
    log.saw("arrived, unarrived", phaser.getArrivedParties() + " " + phaser.getUnarrivedParties(), "2 1");
    log.saw("first", phaser.arriveAndAwaitAdvance(), 1);
    log.saw("second", phaser.arriveAndAwaitAdvance(), 2);
    for (Actor party : parties) {
      log.saw("party", party.end(), "returned 1 2");
    }
    log.saw("registered", phaser.getRegisteredParties(), 1);
    log.saw("last to leave", phaser.arriveAndDeregister(), 2);
    log.holds("terminated", phaser.isTerminated());
    log.holds("await after the end", phaser.awaitAdvance(3) < 0);
  }

  public void awaitAdvance(Observations log) throws Exception {
    Phaser phaser = new Phaser(1);
    Actor onlooker = Actor.start("onlooker", () -> phaser.awaitAdvance(0)).untilWaiting();
    log.saw("arrive", phaser.arrive(), 0);
    log.saw("onlooker", onlooker.end(), "returned 1");
    log.saw("of a phase gone by", phaser.awaitAdvance(0), 1);
    log.call("timed", () -> phaser.awaitAdvanceInterruptibly(1, 5, TimeUnit.MILLISECONDS), "threw TimeoutException");
    log.saw("phase", phaser.getPhase(), 1);
  }

  public void onAdvanceEndsIt(Observations log) throws Exception {
    List<String> advances = new ArrayList<>();
    Phaser phaser = new Phaser(1) {
      @Override
      protected boolean onAdvance(int phase, int registered) {
        advances.add(phase + "/" + registered);
        return phase == 1;
      }
    };
    phaser.arrive();
    phaser.arrive();
    log.saw("advances", advances, "[0/1, 1/1]");
    log.holds("terminated", phaser.isTerminated());
  }

  public void forcedEndReleases(Observations log) throws Exception {
    Phaser phaser = new Phaser(2);
    Actor waiting = Actor.start("waiting", () -> phaser.arriveAndAwaitAdvance() < 0).untilWaiting();
    phaser.forceTermination();
    log.saw("waiting", waiting.end(), "returned true");
  }

  public void tiers(Observations log) throws Exception {
    Phaser root = new Phaser();
    Phaser left = new Phaser(root, 1);
    Phaser right = new Phaser(root, 1);
    Actor waiting = Actor.start("left", left::arriveAndAwaitAdvance).untilWaiting();
    log.saw("registered with the root", root.getRegisteredParties(), 2);
    log.saw("right", right.arriveAndAwaitAdvance(), 1);
    log.saw("left", waiting.end(), "returned 1");
  }

  public void tooManyArrivals(Observations log) {
    log.call("nobody registered", new Phaser()::arrive, "threw IllegalStateException");
  }
}
