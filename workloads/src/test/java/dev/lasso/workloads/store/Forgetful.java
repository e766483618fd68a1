package dev.lasso.workloads.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broken store, which keeps what it is told to delete. */
final class Forgetful implements SortedStore {

  private final MapStore map = new MapStore();

  @Override
  public void write(List<Change> batch) {
    map.write(batch.stream().filter(change -> change.kind() != Kind.DELETE).toList());
  }

  @Override
  public @Nullable String get(int view, String key) {
    return map.get(view, key);
  }

  @Override
  public void snapshot() {
    map.snapshot();
  }

  @Override
  public void release(int view) {
    map.release(view);
  }

  @Override
  public Walk walk(int view, @Nullable String lower, @Nullable String upper) {
    return map.walk(view, lower, upper);
  }

  @Override
  public void flush() {}

  @Override
  public void compact() {}

  @Override
  public void reopen() {
    map.reopen();
  }

  @Override
  public void close() {}
}
