package dev.lasso.workloads.model;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The words of all keys, a slot each, with the locks that put the changes of a key one behind the other. Slots share
 * locks as in db_stress, so that there need not be as many. Reads take none.
 */
public final class ExpectedState {

  private final AtomicIntegerArray words;
  private final ReentrantLock[] stripes;

  /** Keys that were never written. */
  public ExpectedState(int slots, int stripes) {
    words = new AtomicIntegerArray(slots);
    for (int slot = 0; slot < slots; slot++) {
      words.set(slot, ExpectedValue.NEVER_WRITTEN.word());
    }
    this.stripes = new ReentrantLock[stripes];
    for (int i = 0; i < stripes; i++) {
      this.stripes[i] = new ReentrantLock();
    }
  }

  /** How many slots there are. */
  public int slots() {
    return words.length();
  }

  /** The word of a slot as it is now. */
  public ExpectedValue at(int slot) {
    return new ExpectedValue(words.get(slot));
  }

  /** A copy of all words, made one after the other. */
  public int[] words() {
    int[] copy = new int[words.length()];
    for (int slot = 0; slot < copy.length; slot++) {
      copy[slot] = words.get(slot);
    }
    return copy;
  }

  /** Marks changes of different slots as begun, once no other change of these slots is under way. */
  public Change begin(List<Intent> intents) {
    List<ReentrantLock> locks = intents.stream().mapToInt(intent -> intent.slot % stripes.length).distinct().sorted()
        .mapToObj(stripe -> stripes[stripe]).toList();
    locks.forEach(ReentrantLock::lock);
    for (Intent intent : intents) {
      ExpectedValue now = at(intent.slot);
      words.set(intent.slot, (intent.delete ? now.deleteBegun() : now.writeBegun()).word());
    }
    return new Change(intents, locks);
  }

  /** A slot that is to be written, or deleted. */
  public record Intent(int slot, boolean delete) {}

  /** Changes under way. One that is closed and was not acknowledged may have been made or not, for good. */
  public final class Change implements AutoCloseable {

    private final List<Intent> intents;
    private final List<ReentrantLock> locks;

    private Change(List<Intent> intents, List<ReentrantLock> locks) {
      this.intents = intents;
      this.locks = locks;
    }

    /** The changes, in the order in which they were given. */
    public List<Intent> intents() {
      return intents;
    }

    /** The base that the slot's value has. */
    public int base(Intent intent) {
      return at(intent.slot).nextBase();
    }

    /** The database has made all of them. */
    public void acknowledged() {
      for (Intent intent : intents) {
        ExpectedValue now = at(intent.slot);
        words.set(intent.slot, (intent.delete ? now.deleted() : now.written()).word());
      }
    }

    @Override
    public void close() {
      locks.forEach(ReentrantLock::unlock);
    }
  }
}
