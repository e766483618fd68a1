package dev.lasso.engine.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that each read asks the operating system for. */
record ChannelFile(Path path, FileChannel channel) implements ReadFile {

  static ChannelFile open(Path path) throws IOException {
    return new ChannelFile(path, Shielded.shield(() -> FileChannel.open(path, StandardOpenOption.READ)));
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    return Shielded.shield(() -> {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException(path.getFileName() + " ends before offset " + (offset + length));
        }
      }
      return buffer.array();
    });
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
