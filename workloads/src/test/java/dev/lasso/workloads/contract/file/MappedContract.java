package dev.lasso.workloads.contract.file;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;

/** Mapped files: what is in the memory is in the file, and the other way round. */
public final class MappedContract {

  private static final int PAGE = 4096;

  private static FileChannel holding(Directory dir, String text) throws Exception {
    return FileChannel.open(dir.file("a", text), READ, WRITE);
  }

  public void eachSeesWhatTheOtherWrites(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "abcdef")) {
      MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, 6);
      dir.saw("mapped", Bytes.rest(mapped), "abcdef");
      mapped.put(1, (byte) 'X');
      dir.saw("through the channel", Bytes.read(channel, 6, 0), "aXcdef");
      channel.write(Bytes.of("YZ"), 4);
      dir.saw("in the memory", Bytes.rest(mapped), "aXcdYZ");
      mapped.force();
      mapped.force(1, 2);
      dir.saw("in the file", Files.readString(dir.path("a")), "aXcdYZ");
    }
  }

  public void outlivesTheChannelAndTheName(Directory dir) throws Exception {
    MappedByteBuffer mapped;
    try (FileChannel channel = holding(dir, "text")) {
      mapped = channel.map(MapMode.READ_WRITE, 0, 4);
    }
    mapped.put(0, (byte) 'n');
    dir.saw("written", Files.readString(dir.path("a")), "next");
    Files.delete(dir.path("a"));
    dir.saw("still there", Bytes.rest(mapped), "next");
  }

  public void extendsTheFileIfItMayWrite(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "ab"); FileChannel reader = FileChannel.open(dir.path("a"), READ)) {
      dir.call("to read beyond", () -> reader.map(MapMode.READ_ONLY, 0, 3),
          "threw IOException: Channel not open for writing - cannot extend file to required size");
      dir.call("to write without leave", () -> reader.map(MapMode.READ_WRITE, 0, 1),
          "threw NonWritableChannelException");
      MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 1, 10_000);
      dir.saw("size", channel.size(), 10_001);
      dir.saw("first and last", mapped.get(0) + " " + mapped.get(9_999), "98 0");
      mapped.put(9_999, (byte) 'z');
      dir.saw("last", Bytes.read(channel, 1, 10_000), "z");
      dir.saw("nothing at all", channel.map(MapMode.READ_WRITE, 3, 0).capacity(), 0);
    }
  }

  public void aPrivateCopyIsNeverWritten(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "text")) {
      MappedByteBuffer mapped = channel.map(MapMode.PRIVATE, 0, 4);
      mapped.put(0, (byte) 'n');
      mapped.force();
      dir.saw("in the memory", Bytes.rest(mapped), "next");
      dir.saw("in the file", Files.readString(dir.path("a")), "text");
    }
  }

  public void aMappingToReadIsReadOnly(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "text")) {
      MappedByteBuffer mapped = channel.map(MapMode.READ_ONLY, 1, 2);
      dir.saw("read", Bytes.rest(mapped), "ex");
      dir.call("write", () -> mapped.put(0, (byte) 'n'), "threw ReadOnlyBufferException");
    }
  }

  public void partsMayBeMappedByThemselves(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "a".repeat(3 * PAGE))) {
      MappedByteBuffer second = channel.map(MapMode.READ_WRITE, PAGE, PAGE);
      MappedByteBuffer again = channel.map(MapMode.READ_WRITE, PAGE + 7, 9);
      MappedByteBuffer third = channel.map(MapMode.READ_WRITE, 2 * PAGE, PAGE);
      second.put(7, (byte) 'X');
      third.put(0, (byte) 'Y');
      dir.saw("again", Bytes.rest(again), "Xaaaaaaaa");
      dir.saw("in the file", Bytes.read(channel, 3, PAGE + 6) + Bytes.read(channel, 2, 2 * PAGE - 1), "aXaaY");
      channel.write(Bytes.of("over both"), 2 * PAGE - 4);
      dir.saw("end of one", (char) second.get(PAGE - 1), "r");
      dir.saw("start of the next", (char) third.get(0), " ");
    }
  }

  public void segmentsEndWithTheirArena(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "text")) {
      MemorySegment segment;
      try (Arena arena = Arena.ofConfined()) {
        segment = channel.map(MapMode.READ_WRITE, 0, 6, arena);
        segment.set(ValueLayout.JAVA_BYTE, 5, (byte) '!');
        segment.load();
        segment.force();
        segment.unload();
        dir.saw("after it was unloaded", (char) segment.get(ValueLayout.JAVA_BYTE, 0), "t");
      }
      dir.call("closed", () -> segment.get(ValueLayout.JAVA_BYTE, 0), "threw IllegalStateException");
      dir.saw("in the file", Files.readString(dir.path("a")), "text.!");
    }
  }

  public void whatIsAppendedIsSeenWithinThePage(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "ab")) {
      MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, 8);
      channel.truncate(2);
      channel.write(Bytes.of("cd"), 2);
      dir.saw("mapped", Bytes.rest(mapped), "abcd....");
    }
  }
}
