package dev.lasso.sim.disk;

import dev.lasso.sim.jdk.Memory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A character device: endless bytes, and somewhere to write what nobody wants. */
final class Device extends Node {

  private static final int CHUNK = 4096;

  private final @Nullable Consumer<byte[]> source;

  /** @param source fills an array with what is read next; null where there is nothing to read */
  Device(long number, @Nullable Consumer<byte[]> source, long now) {
    super(number, Type.DEVICE, 0666, now);
    this.source = source;
  }

  /** The same device. */
  Device(Device original) {
    super(original);
    source = original.source;
  }

  /** Reads as much as was asked for, or nothing. */
  long read(byte @Nullable [] to, long toOffset, long length) {
    if (source == null) {
      return 0;
    }
    for (long done = 0; done < length; done += CHUNK) {
      byte[] bytes = new byte[(int) Math.min(CHUNK, length - done)];
      source.accept(bytes);
      Memory.copy(bytes, Memory.ARRAY_OFFSET, to, toOffset + done, bytes.length);
    }
    return length;
  }

  @Override
  long size() {
    return 0;
  }

  @Override
  long allocated() {
    return 0;
  }
}
