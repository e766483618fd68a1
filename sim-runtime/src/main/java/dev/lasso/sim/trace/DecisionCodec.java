package dev.lasso.sim.trace;

import java.io.ByteArrayOutputStream;

/**
 * A decision log as bytes: the number of entries, then for each the steps since the one before, its kind, its bound and
 * answer, and two bytes of hash. Numbers are varints: seven bits a byte, the lowest first, the eighth set while more
 * follow. The format is part of seed files and never changes for a version of those.
 */
final class DecisionCodec {

  private static final int MAX_VARINT_BYTES = 9;

  private final byte[] bytes;
  private int at;

  private DecisionCodec(byte[] bytes) {
    this.bytes = bytes;
  }

  static byte[] encode(DecisionLog log, int entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, entries);
    long before = 0;
    for (int i = 0; i < entries; i++) {
      DecisionLog.Decision decision = log.get(i);
      varint(out, decision.step() - before);
      before = decision.step();
      varint(out, decision.kind().ordinal());
      varint(out, decision.bound());
      varint(out, decision.answer());
      out.write(decision.hash());
      out.write(decision.hash() >>> 8);
    }
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** @throws IllegalArgumentException in one line, if the bytes are no log */
  static DecisionLog decode(byte[] bytes) {
    DecisionCodec in = new DecisionCodec(bytes);
    DecisionLog log = new DecisionLog();
    long entries = in.varint(Integer.MAX_VALUE);
    long step = 0;
    for (long i = 0; i < entries; i++) {
      step += in.varint(DecisionLog.MAX_STEP - step);
      DecisionKind kind = DecisionKind.of((int) in.varint(DecisionKind.count() - 1));
      int bound = (int) in.varint(DecisionLog.MAX_BOUND);
      int answer = (int) in.varint(DecisionLog.MAX_BOUND);
      log.add(step, kind, bound, answer, in.next() | in.next() << 8);
    }
    if (in.at != bytes.length) {
      throw new IllegalArgumentException("the decision log goes on after its last entry");
    }
    return log;
  }

  private int next() {
    if (at == bytes.length) {
      throw new IllegalArgumentException("the decision log ends within an entry");
    }
    return bytes[at++] & 0xff;
  }

  private long varint(long most) {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      int part = next();
      value |= (long) (part & 0x7f) << 7 * i;
      if (part < 0x80) {
        if (value > most) {
          break;
        }
        return value;
      }
    }
    throw new IllegalArgumentException("the decision log has a number out of range before byte " + at);
  }
}
