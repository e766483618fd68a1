package dev.lasso.workloads.contract.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/** Bytes of channels as text. */
final class Bytes {

  private Bytes() {}

  /** A buffer that holds a text. */
  static ByteBuffer of(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  /** The same in memory of the system. */
  static ByteBuffer direct(String text) {
    return ByteBuffer.allocateDirect(text.length()).put(of(text)).flip();
  }

  /** What one read into a buffer of this size gives, or {@code end}. */
  static String read(ReadableByteChannel channel, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    return channel.read(buffer) < 0 ? "end" : filled(buffer);
  }

  /** The same at a position of its own. */
  static String read(FileChannel channel, int size, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    return channel.read(buffer, position) < 0 ? "end" : filled(buffer);
  }

  /** What has been put into a buffer up to its position. */
  static String filled(ByteBuffer buffer) {
    return rest(buffer.duplicate().flip());
  }

  /** What a buffer holds from its position on. */
  static String rest(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return new String(bytes, ISO_8859_1);
  }
}
