package dev.lasso.workloads.contract.file;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.lasso.workloads.contract.Actor;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@link FileChannel}: positions, reads and writes, sizes, handles and their ends. */
public final class FileChannelContract {

  private static FileChannel open(Directory dir, OpenOption... options) throws Exception {
    return FileChannel.open(dir.path("a"), options);
  }

  private static FileChannel holding(Directory dir, String text) throws Exception {
    dir.file("a", text);
    return open(dir, READ, WRITE);
  }

  public void readingAndWritingMoveThePosition(Directory dir) throws Exception {
    try (FileChannel channel = open(dir, READ, WRITE, CREATE)) {
      dir.saw("at first", channel.position() + " " + channel.size(), "0 0");
      dir.saw("write", channel.write(Bytes.of("abcdef")), 6);
      dir.saw("then", channel.position() + " " + channel.size(), "6 6");
      dir.saw("at the end", Bytes.read(channel, 3), "end");
      dir.saw("set", channel.position(1) == channel, true);
      dir.saw("read", Bytes.read(channel, 3) + channel.position(), "bcd4");
      dir.saw("the rest", Bytes.read(channel, 9) + channel.position(), "ef6");
      channel.position(2).write(Bytes.of("XY"));
      dir.saw("over what was there", Files.readString(dir.path("a")) + channel.position(), "abXYef4");
      dir.call("before the start", () -> channel.position(-1), "threw IllegalArgumentException");
      dir.saw("nothing asked", channel.read(ByteBuffer.allocate(0)), 0);
      dir.saw("nothing written", channel.write(ByteBuffer.allocate(0)), 0);
    }
  }

  public void beyondTheEndAreZeros(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "ab")) {
      channel.position(100_000);
      dir.saw("read beyond", Bytes.read(channel, 1), "end");
      dir.saw("size as before", channel.size(), 2);
      channel.write(Bytes.of("z"));
      dir.saw("size", channel.size() + " " + channel.position(), "100001 100001");
      dir.saw("start of the hole", Bytes.read(channel, 4, 0), "ab..");
      dir.saw("end of the hole", Bytes.read(channel, 9, 99_997), "...z");
      boolean zeros = true;
      for (byte b : Arrays.copyOfRange(Files.readAllBytes(dir.path("a")), 2, 100_000)) {
        zeros &= b == 0;
      }
      dir.holds("all of it", zeros);
      channel.write(Bytes.of("mid"), 50_000);
      dir.saw("filled in", Bytes.read(channel, 5, 49_999), ".mid.");
    }
  }

  public void hugeHolesCostNothing(Directory dir) throws Exception {
    try (FileChannel channel = open(dir, READ, WRITE, CREATE)) {
      long far = 5L << 32;
      dir.saw("write", channel.write(Bytes.of("far"), far), 3);
      dir.saw("size", channel.size(), far + 3);
      dir.saw("read", Bytes.read(channel, 9, far - 2), "..far");
      channel.truncate(0);
    }
  }

  public void positionalAccessLeavesThePosition(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "abcdef")) {
      channel.position(3);
      dir.saw("read", Bytes.read(channel, 2, 1), "bc");
      dir.saw("to the end", Bytes.read(channel, 9, 4), "ef");
      dir.saw("at the end", Bytes.read(channel, 9, 6), "end");
      dir.saw("beyond", Bytes.read(channel, 9, 60), "end");
      dir.saw("write", channel.write(Bytes.of("XY"), 5), 2);
      dir.saw("position", channel.position() + " " + channel.size(), "3 7");
      dir.call("read before the start", () -> Bytes.read(channel, 1, -1), "threw IllegalArgumentException");
      dir.call("write before the start", () -> channel.write(Bytes.of("x"), -1), "threw IllegalArgumentException");
    }
  }

  public void buffersOfEveryKind(Directory dir) throws Exception {
    try (FileChannel channel = open(dir, READ, WRITE, CREATE)) {
      ByteBuffer part = Bytes.of("xabx").position(1).limit(3);
      dir.saw("part of one", channel.write(part) + " " + part.position(), "2 3");
      channel.write(Bytes.direct("cd"));
      channel.write(Bytes.of("ef").asReadOnlyBuffer());
      channel.write(Bytes.of("xgh").position(1).slice());
      dir.saw("written", Files.readString(dir.path("a")), "abcdefgh");
      ByteBuffer direct = ByteBuffer.allocateDirect(4).position(1);
      dir.saw("direct", channel.position(0).read(direct) + Bytes.filled(direct), "3.abc");
      ByteBuffer slice = ByteBuffer.allocate(6).slice(2, 3);
      dir.saw("slice", channel.read(slice) + Bytes.filled(slice), "3def");
      dir.saw("direct, at", channel.read(direct.rewind(), 4) + Bytes.filled(direct), "4efgh");
      dir.call("read only", () -> channel.read(ByteBuffer.allocate(1).asReadOnlyBuffer()),
          "threw IllegalArgumentException");
      dir.saw("full", channel.read(ByteBuffer.allocate(1).position(1)), 0);
    }
  }

  public void gatherAndScatterGoThroughBuffersInOrder(Directory dir) throws Exception {
    try (FileChannel channel = open(dir, READ, WRITE, CREATE)) {
      ByteBuffer[] parts = {Bytes.of("ab"), Bytes.of(""), Bytes.direct("cde"), Bytes.of("f")};
      dir.saw("gather", channel.write(parts), 6);
      dir.saw("some", channel.write(new ByteBuffer[]{Bytes.of("x"), Bytes.of("gh"), Bytes.of("x")}, 1, 1), 2);
      dir.saw("written", Files.readString(dir.path("a")), "abcdefgh");
      ByteBuffer[] into = {ByteBuffer.allocate(3), ByteBuffer.allocateDirect(1), ByteBuffer.allocate(9)};
      dir.saw("scatter", channel.position(0).read(into), 8);
      dir.saw("parts", Bytes.filled(into[0]) + " " + Bytes.filled(into[1]) + " " + Bytes.filled(into[2]), "abc d efgh");
      into[2].clear();
      dir.saw("at the end", channel.read(into), -1);
      dir.call("too many", () -> channel.write(parts, 2, 3), "threw IndexOutOfBoundsException");
    }
  }

  public void truncateOnlyShrinks(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "abcdef")) {
      channel.position(5);
      dir.saw("larger", channel.truncate(10).size() + " " + channel.position(), "6 5");
      dir.saw("smaller", channel.truncate(3).size() + " " + channel.position(), "3 3");
      channel.position(1).truncate(2);
      dir.saw("behind the position", channel.size() + " " + channel.position(), "2 1");
      channel.position(9).truncate(5);
      dir.saw("larger, and a position beyond", channel.size() + " " + channel.position(), "2 5");
      channel.position(4).write(Bytes.of("z"));
      dir.saw("what was cut off is zeros", Files.readString(dir.path("a")), "ab..z");
      dir.call("below zero", () -> channel.truncate(-1), "threw IllegalArgumentException");
      dir.saw("to nothing", channel.truncate(0).size() + " " + channel.position(), "0 0");
    }
  }

  public void forceReturns(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "text"); FileChannel reader = open(dir, READ)) {
      dir.call("data", () -> channel.force(false), "returned nothing");
      dir.call("all", () -> channel.force(true), "returned nothing");
      dir.call("by a reader", () -> reader.force(true), "returned nothing");
    }
  }

  public void appendingIsAtTheEndWhereverThatIs(Directory dir) throws Exception {
    dir.file("a", "ab");
    try (FileChannel one = open(dir, APPEND); FileChannel two = open(dir, WRITE, APPEND)) {
      dir.saw("position at first", one.position(), 2);
      one.write(Bytes.of("1"));
      two.write(Bytes.of("22"));
      one.position(0).write(Bytes.of("3"));
      dir.saw("in turn", Files.readString(dir.path("a")) + one.position(), "ab12236");
      Files.writeString(dir.path("a"), "x");
      dir.saw("two after a truncation", two.write(Bytes.of("y")) + Files.readString(dir.path("a")), "1xy");
      dir.saw("positions", one.position() + " " + two.position(), "2 2");
      dir.saw("truncate", one.truncate(1).size(), 1);
      dir.call("read", () -> Bytes.read(one, 1), "threw NonReadableChannelException");
    }
  }

  public void handlesSeeEachOthersWritesAtOnce(Directory dir) throws Exception {
    try (FileChannel one = holding(dir, "abc"); FileChannel two = open(dir, READ, WRITE)) {
      one.write(Bytes.of("X"));
      dir.saw("written", Bytes.read(two, 9), "Xbc");
      two.write(Bytes.of("Y"));
      dir.saw("grown", one.size() + Bytes.read(one, 9), "4bcY");
      two.truncate(1);
      dir.saw("shrunk", one.size() + Bytes.read(one, 9), "1end");
      dir.saw("positions are their own", one.position() + " " + two.position(), "4 1");
    }
  }

  public void aFileOutlivesItsName(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "text")) {
      Files.delete(dir.path("a"));
      dir.saw("read", Bytes.read(channel, 9), "text");
      channel.write(Bytes.of("more"));
      dir.saw("written", channel.size() + Bytes.read(channel, 9, 0), "8textmore");
      dir.file("a", "another");
      dir.saw("another of the name", Bytes.read(channel, 9, 0), "textmore");
      channel.force(true);
    }
    dir.saw("tree", dir.tree() + Files.readString(dir.path("a")), "[a]another");
  }

  public void aFileKeepsItsHandlesWhenRenamed(Directory dir) throws Exception {
    try (FileChannel channel = holding(dir, "text");
        FileChannel replaced = FileChannel.open(dir.file("b", "old"), READ)) {
      Files.move(dir.path("a"), dir.path("b"), StandardCopyOption.ATOMIC_MOVE);
      channel.write(Bytes.of("X"));
      dir.saw("written under the other name", Files.readString(dir.path("b")), "Xext");
      dir.saw("the one it replaced", Bytes.read(replaced, 9), "old");
      Files.move(dir.path("b"), dir.sub("d").resolve("c"));
      dir.saw("in another directory", channel.size() + Files.readString(dir.path("d/c")), "4Xext");
    }
  }

  public void aHandleDoesWhatItWasOpenedFor(Directory dir) throws Exception {
    dir.file("a", "text");
    try (FileChannel reader = open(dir, READ); FileChannel writer = open(dir, WRITE)) {
      dir.call("write", () -> reader.write(Bytes.of("x")), "threw NonWritableChannelException");
      dir.call("write at", () -> reader.write(Bytes.of("x"), 0), "threw NonWritableChannelException");
      dir.call("truncate", () -> reader.truncate(0), "threw NonWritableChannelException");
      dir.call("transfer in", () -> reader.transferFrom(writer, 0, 1), "threw NonReadableChannelException");
      dir.call("map to write", () -> reader.map(FileChannel.MapMode.READ_WRITE, 0, 1),
          "threw NonWritableChannelException");
      dir.call("read", () -> Bytes.read(writer, 1), "threw NonReadableChannelException");
      dir.call("read at", () -> Bytes.read(writer, 1, 0), "threw NonReadableChannelException");
      dir.call("transfer out", () -> writer.transferTo(0, 1, writer), "threw NonReadableChannelException");
      dir.call("map", () -> writer.map(FileChannel.MapMode.READ_ONLY, 0, 1), "threw NonReadableChannelException");
    }
    dir.saw("content", Files.readString(dir.path("a")), "text");
  }

  /** All that can be asked of a channel. */
  private static Map<String, Actor.Body> operations(FileChannel channel) {
    Map<String, Actor.Body> all = new LinkedHashMap<>();
    all.put("read", () -> Bytes.read(channel, 1));
    all.put("read at", () -> Bytes.read(channel, 1, 0));
    all.put("scatter", () -> channel.read(new ByteBuffer[]{ByteBuffer.allocate(1)}));
    all.put("write", () -> channel.write(Bytes.of("x")));
    all.put("write at", () -> channel.write(Bytes.of("x"), 0));
    all.put("gather", () -> channel.write(new ByteBuffer[]{Bytes.of("x")}));
    all.put("size", channel::size);
    all.put("position", channel::position);
    all.put("set the position", () -> channel.position(1));
    all.put("truncate", () -> channel.truncate(0));
    all.put("force", Actor.Deed.body(() -> channel.force(true)));
    all.put("lock", channel::lock);
    all.put("tryLock", channel::tryLock);
    all.put("map", () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1));
    all.put("transferTo", () -> channel.transferTo(0, 1, channel));
    all.put("transferFrom", () -> channel.transferFrom(channel, 0, 1));
    return all;
  }

  public void aClosedOneDoesNothing(Directory dir) throws Exception {
    FileChannel channel = holding(dir, "text");
    dir.saw("open", channel.isOpen(), true);
    channel.close();
    channel.close();
    dir.saw("closed", channel.isOpen(), false);
    operations(channel).forEach((name, body) -> dir.call(name, body, "threw ClosedChannelException"));
  }

  public void anInterruptClosesIt(Directory dir) throws Exception {
    for (String name : List.of("read", "read at", "scatter", "write", "write at", "gather", "size", "position",
        "set the position", "truncate", "force", "lock")) {
      String error = name.equals("lock") ? "FileLockInterruptionException" : "ClosedByInterruptException";
      FileChannel channel = holding(dir, "text");
      Actor.Body body = operations(channel).get(name);
      dir.saw(name, Actor.start("interrupted", () -> {
        Thread.currentThread().interrupt();
        return body == null ? null : body.run();
      }).end(), "threw " + error + ", flag set");
      dir.saw("open", channel.isOpen(), false);
      dir.call("afterwards", () -> Bytes.read(channel, 1), "threw ClosedChannelException");
    }
    dir.saw("nothing was written", Files.readString(dir.path("a")), "text");
  }

  public void seekableChannelsAreFiles(Directory dir) throws Exception {
    try (SeekableByteChannel channel = Files.newByteChannel(dir.path("a"), READ, WRITE, CREATE)) {
      channel.write(Bytes.of("abcdef"));
      dir.saw("position", channel.position() + " " + channel.size(), "6 6");
      dir.saw("read", Bytes.read(channel.position(2), 2), "cd");
      dir.saw("truncate", channel.truncate(3).position() + " " + channel.size(), "3 3");
      dir.saw("end", Bytes.read(channel, 2), "end");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(dir.path("a"))) {
      dir.call("only to read", () -> channel.write(Bytes.of("x")), "threw NonWritableChannelException");
      dir.saw("read", Bytes.read(channel, 9), "abc");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(dir.sub("d"))) {
      dir.call("a directory", () -> Bytes.read(channel, 1), "threw IOException: Is a directory");
    }
  }

  public void threadsShareItsPosition(Directory dir) throws Exception {
    try (FileChannel channel = open(dir, READ, WRITE, CREATE)) {
      List<Actor> writers = IntStream.range(0, 4).mapToObj(i -> Actor.doing("writer" + i, () -> {
        for (int j = 0; j < 5; j++) {
          channel.write(Bytes.of("line" + i + "\n"));
        }
      })).toList();
      for (Actor writer : writers) {
        dir.saw("end", writer.end(), "returned nothing");
      }
      dir.saw("position", channel.position(), 4 * 5 * 6);
    }
    dir.saw("no write tore another", Files.readAllLines(dir.path("a")).stream().sorted().distinct().toList(),
        "[line0, line1, line2, line3]");
    dir.saw("lines", Files.readAllLines(dir.path("a")).size(), 20);
  }
}
