package dev.lasso.workloads.contract;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Randomness: seeded generators are what they were, the others stay in their ranges. */
@SuppressWarnings({"DoNotCall", "IdentityBinaryExpression"}) // what must not be called is tried; each draw differs
public final class RandomContract {

  public void seeded(Observations log) {
    log.saw("Random", new Random(42).nextInt(1_000_000), 431130);
    log.holds("SplittableRandom", new SplittableRandom(42).nextLong() == new SplittableRandom(42).nextLong());
  }

  public void ofTheThread(Observations log) throws Exception {
    boolean inRange = true;
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      int value = ThreadLocalRandom.current().nextInt(10, 20);
      inRange &= value >= 10 && value < 20;
      drawn.add(value);
    }
    log.holds("in range", inRange);
    log.holds("not always the same", drawn.size() > 1);
    log.saw("on another thread", Actor.start("other", () -> ThreadLocalRandom.current().nextInt(1)).end(),
        "returned 0");
    log.call("setSeed", Actor.Deed.body(() -> ThreadLocalRandom.current().setSeed(1)),
        "threw UnsupportedOperationException");
  }

  public void unseeded(Observations log) {
    log.holds("Math.random", Math.random() < 1);
    log.holds("two Randoms differ", new Random().nextLong() != new Random().nextLong());
    log.holds("two UUIDs differ", !UUID.randomUUID().equals(UUID.randomUUID()));
    log.saw("UUID version", UUID.randomUUID().version(), 4);
  }
}
