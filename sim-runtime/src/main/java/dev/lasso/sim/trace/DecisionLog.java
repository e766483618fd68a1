package dev.lasso.sim.trace;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Locale;

/**
 * Every decision of a run in order: at which step, of which kind, among how many, what was answered, and 16 bits of the
 * trace hash at that moment. Replay feeds it back; at the first entry that does not match, the replay has diverged.
 */
public final class DecisionLog {

  /** The largest step that fits. */
  public static final long MAX_STEP = (1L << 56) - 1;

  /** The largest bound that fits. */
  public static final int MAX_BOUND = (1 << 24) - 1;

  private final LongArrayList steps = new LongArrayList();
  private final LongArrayList answers = new LongArrayList();

  /** One decision. */
  public record Decision(long step, DecisionKind kind, int bound, int answer, int hash) {

    @Override
    public String toString() {
      return "step " + step + ": " + kind.label() + " " + answer + " of " + bound + " (hash "
          + String.format(Locale.ROOT, "%04x", hash) + ")";
    }
  }

  /** Forgets everything; keeps the memory. */
  public void clear() {
    steps.clear();
    answers.clear();
  }

  /** Appends a decision; {@code hash} is cut to 16 bits. */
  public void add(long step, DecisionKind kind, int bound, int answer, long hash) {
    steps.add(step << 8 | kind.ordinal());
    answers.add((hash & 0xffff) << 48 | (long) bound << 24 | answer);
  }

  /** How many decisions there are. */
  public int size() {
    return steps.size();
  }

  /** Decision number {@code index}, from 0. */
  public Decision get(int index) {
    long step = steps.getLong(index);
    long answer = answers.getLong(index);
    return new Decision(step >>> 8, DecisionKind.of((int) (step & 0xff)), (int) (answer >>> 24) & MAX_BOUND,
        (int) answer & MAX_BOUND, (int) (answer >>> 48));
  }

  /** Whether entry {@code index} is exactly this decision, the answer left open. */
  boolean asks(int index, long step, DecisionKind kind, int bound, long hash) {
    return steps.getLong(index) == (step << 8 | kind.ordinal())
        && answers.getLong(index) >>> 24 == ((hash & 0xffff) << 24 | bound);
  }

  /** A copy that later runs do not overwrite. */
  public DecisionLog copy() {
    DecisionLog copy = new DecisionLog();
    copy.steps.addAll(steps);
    copy.answers.addAll(answers);
    return copy;
  }

  /** The first {@code limit} entries, or all if there are fewer, compactly. */
  public byte[] toBytes(int limit) {
    return DecisionCodec.encode(this, Math.min(limit, size()));
  }

  /**
   * The log that {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException in one line, if the bytes are no log
   */
  public static DecisionLog fromBytes(byte[] bytes) {
    return DecisionCodec.decode(bytes);
  }
}
