package dev.lasso.workloads.mixed;

import dev.lasso.engine.ReadOptions;
import dev.lasso.engine.Snapshot;
import dev.lasso.workloads.model.ExpectedMoment;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** A snapshot that is looked at now and then while others write, and as a whole in the end. For one thread. */
final class HeldSnapshot implements AutoCloseable {

  private final MixedView view;
  private final Snapshot snapshot;
  private final ExpectedMoment moment;

  HeldSnapshot(MixedView view) {
    this.view = view;
    int[] before = view.expected().words();
    snapshot = view.store().engine().snapshot();
    moment = new ExpectedMoment(before, view.expected().words());
  }

  /** Reads one key. */
  void look(RandomGenerator random) throws IOException {
    KeySpace space = view.space();
    int slot = random.nextInt(space.slots());
    String where = "a read at a snapshot of " + space.name(slot);
    byte[] value = view.store().get(ReadOptions.standard().at(snapshot), space.family(slot), space.keyOf(slot));
    moment.check(slot, space.base(slot, value, where), where);
  }

  /** Reads all keys. */
  void scan() throws IOException {
    for (int family = 0; family < view.space().families(); family++) {
      try (CheckedIterator iterator = CheckedIterator.at(moment, view.store(), ReadOptions.standard().at(snapshot),
          view.space(), family, 0, view.space().keys())) {
        iterator.scan();
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
