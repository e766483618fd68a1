package dev.lasso.workloads.store;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The model: a map, and a copy of it for each view. */
final class MapStore implements SortedStore {

  private final List<TreeMap<String, String>> views = new ArrayList<>();
  private TreeMap<String, String> map = new TreeMap<>();

  @Override
  public void write(List<Change> batch) {
    for (Change change : batch) {
      switch (change.kind()) {
        case PUT -> map.put(change.key(), change.value());
        case DELETE -> map.remove(change.key());
        case MERGE -> map.merge(change.key(), change.value(), (old, operand) -> old + "," + operand);
      }
    }
  }

  @Override
  public @Nullable String get(int view, String key) {
    return at(view).get(key);
  }

  @Override
  public void snapshot() {
    views.add(new TreeMap<>(map));
  }

  @Override
  public void release(int view) {
    views.remove(view);
  }

  @Override
  public Walk walk(int view, @Nullable String lower, @Nullable String upper) {
    NavigableMap<String, String> seen = new TreeMap<>(at(view));
    seen = lower == null ? seen : seen.tailMap(lower, true);
    return new MapWalk(upper == null ? seen : seen.headMap(upper, false));
  }

  @Override
  public void flush() {}

  @Override
  public void compact() {}

  @Override
  public void reopen() {
    map = new TreeMap<>(map);
  }

  @Override
  public void close() {}

  private TreeMap<String, String> at(int view) {
    return view == NOW ? map : views.get(view);
  }

  private static final class MapWalk implements Walk {

    private final NavigableMap<String, String> seen;
    private @Nullable String key;

    MapWalk(NavigableMap<String, String> seen) {
      this.seen = seen;
    }

    @Override
    public void first() {
      key = seen.isEmpty() ? null : seen.firstKey();
    }

    @Override
    public void last() {
      key = seen.isEmpty() ? null : seen.lastKey();
    }

    @Override
    public void seek(String target) {
      key = seen.ceilingKey(target);
    }

    @Override
    public void seekForPrev(String target) {
      key = seen.floorKey(target);
    }

    @Override
    public void next() {
      key = key == null ? null : seen.higherKey(key);
    }

    @Override
    public void prev() {
      key = key == null ? null : seen.lowerKey(key);
    }

    @Override
    public @Nullable String at() {
      return key == null ? null : key + "=" + seen.get(key);
    }

    @Override
    public void close() {}
  }
}
