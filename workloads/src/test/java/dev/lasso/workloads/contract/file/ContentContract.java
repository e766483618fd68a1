package dev.lasso.workloads.contract.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What {@link Files} reads and writes whole, by the line and as streams. */
public final class ContentContract {

  public void bytesComeBack(Directory dir) throws Exception {
    byte[] bytes = new byte[20_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path a = Files.write(dir.path("a"), bytes);
    dir.holds("read", Arrays.equals(Files.readAllBytes(a), bytes));
    dir.saw("size", Files.size(a), 20_000);
    dir.saw("none", Files.readAllBytes(dir.file("empty", "")).length, 0);
  }

  public void textComesBackInItsCharset(Directory dir) throws Exception {
    Path a = dir.path("a");
    Files.writeString(a, "\u00e4\u20ac");
    dir.saw("UTF-8", Files.size(a) + " " + Files.readString(a).equals("\u00e4\u20ac"), "5 true");
    Files.writeString(a, "\u00e4", ISO_8859_1);
    dir.saw("Latin", Files.size(a) + " " + Files.readString(a, ISO_8859_1).equals("\u00e4"), "1 true");
    dir.call("as UTF-8", () -> Files.readString(a), "threw MalformedInputException: Input length = 1");
    Files.writeString(a, "ab", UTF_16BE);
    dir.saw("wide", Files.size(a) + " " + Files.readString(a, UTF_16BE), "4 ab");
    dir.call("not in ASCII", () -> Files.writeString(a, "\u00e4", US_ASCII),
        "threw UnmappableCharacterException: Input length = 1");
    dir.saw("what failed wrote nothing", Files.readString(a, UTF_16BE), "ab");
  }

  public void writingOverTruncatesAndAppendingDoesNot(Directory dir) throws Exception {
    Path a = dir.file("a", "long text");
    dir.saw("over", Files.readString(Files.writeString(a, "ab")), "ab");
    dir.saw("append", Files.readString(Files.writeString(a, "cd", APPEND)), "abcd");
    dir.saw("without truncating", Files.readString(Files.writeString(a, "xy", WRITE)), "xycd");
    dir.call("append to nothing", () -> Files.writeString(dir.path("b"), "", APPEND), "threw NoSuchFileException: b");
    dir.call("or create", () -> Files.writeString(dir.path("b"), "new", CREATE, APPEND), "returned b");
    dir.call("only create", () -> Files.writeString(a, "", CREATE_NEW), "threw FileAlreadyExistsException: a");
    dir.call("to read", () -> Files.writeString(a, "", READ), "threw IllegalArgumentException");
    dir.saw("content", Files.readString(a) + Files.readString(dir.path("b")), "xycdnew");
  }

  public void whatCannotBeReadOrWritten(Directory dir) throws Exception {
    Path d = dir.sub("d");
    Path x = dir.path("x");
    dir.call("read nothing", () -> Files.readAllBytes(x), "threw NoSuchFileException: x");
    dir.call("read a directory", () -> Files.readAllBytes(d), "threw IOException: Is a directory");
    dir.call("read the text of one", () -> Files.readString(d), "threw IOException: Is a directory");
    dir.call("write over a directory", () -> Files.writeString(d, ""), "threw FileSystemException: d: Is a directory");
    dir.call("write into nothing", () -> Files.writeString(x.resolve("y"), ""), "threw NoSuchFileException: x/y");
    dir.call("size of nothing", () -> Files.size(x), "threw NoSuchFileException: x");
  }

  public void linesOfEveryEnding(Directory dir) throws Exception {
    Path a = dir.file("a", "one\ntwo\r\nthree\r\rlast");
    dir.saw("readAllLines", Files.readAllLines(a), "[one, two, three, , last]");
    try (Stream<String> lines = Files.lines(a)) {
      dir.saw("lines", lines.toList(), "[one, two, three, , last]");
    }
    dir.saw("of an empty file", Files.readAllLines(dir.file("empty", "")), "[]");
    dir.call("of nothing", () -> Files.readAllLines(dir.path("x")), "threw NoSuchFileException: x");
    Files.write(a, List.of("one", "two"));
    dir.saw("written", Files.readString(a).replace("\n", "/"), "one/two/");
  }

  public void manyLinesInParallel(Directory dir) throws Exception {
    Path a = dir.file("a", "0123456789\n".repeat(3_000));
    try (Stream<String> lines = Files.lines(a, US_ASCII)) {
      dir.saw("count", lines.filter("0123456789"::equals).count(), 3_000);
    }
  }

  public void bufferedReaderAndWriter(Directory dir) throws Exception {
    Path a = dir.path("a");
    try (BufferedWriter writer = Files.newBufferedWriter(a)) {
      writer.write("one");
      dir.saw("not written yet", Files.size(a), 0);
      writer.flush();
      dir.saw("flushed", Files.size(a), 3);
      writer.newLine();
      writer.append("two");
    }
    try (BufferedReader reader = Files.newBufferedReader(a)) {
      reader.mark(100);
      dir.saw("first", reader.readLine(), "one");
      reader.reset();
      dir.saw("again", reader.readLine(), "one");
      dir.saw("ready", reader.ready(), true);
      dir.saw("rest", reader.readLine() + " " + reader.readLine() + " " + reader.read(), "two null -1");
      reader.close();
      dir.call("closed", reader::readLine, "threw IOException: Stream closed");
    }
  }

  public void streams(Directory dir) throws Exception {
    Path a = dir.path("a");
    try (OutputStream out = Files.newOutputStream(a)) {
      out.write(new byte[]{'a', 'b', 'c', 'd'});
      out.write('e');
      out.write(new byte[]{'x', 'f', 'x'}, 1, 1);
      dir.saw("at once", Files.readString(a), "abcdef");
    }
    try (InputStream in = Files.newInputStream(a)) {
      dir.saw("available", in.available(), 6);
      dir.saw("read", in.read(), (int) 'a');
      dir.saw("skip", in.skip(2), 2);
      dir.saw("readNBytes", new String(in.readNBytes(2), US_ASCII), "de");
      dir.saw("skip only to the end", in.skip(10) + " " + in.available() + " " + in.read(), "1 0 -1");
    }
    InputStream closed = Files.newInputStream(a);
    closed.close();
    dir.call("closed", () -> closed.read(), "threw ClosedChannelException");
    dir.call("to write", () -> Files.newInputStream(a, WRITE), "threw UnsupportedOperationException");
    dir.call("to read", () -> Files.newOutputStream(a, READ), "threw IllegalArgumentException");
  }

  public void mismatchIsTheFirstDifference(Directory dir) throws Exception {
    Path a = dir.file("a", "x".repeat(9_000) + "a");
    dir.saw("same", Files.mismatch(a, dir.file("b", "x".repeat(9_000) + "a")), -1);
    dir.saw("last byte", Files.mismatch(a, dir.file("b", "x".repeat(9_000) + "b")), 9_000);
    dir.saw("shorter", Files.mismatch(a, dir.file("b", "xxx")), 3);
    dir.saw("empty", Files.mismatch(a, dir.file("b", "")), 0);
    dir.saw("itself", Files.mismatch(a, a), -1);
    dir.call("nothing", () -> Files.mismatch(a, dir.path("x")), "threw NoSuchFileException: x");
  }

  public void theSameFileByAnyName(Directory dir) throws Exception {
    Path a = dir.file("a", "text");
    dir.sub("d");
    dir.saw("another way", Files.isSameFile(a, dir.path("d/../a")), true);
    dir.saw("link", Files.isSameFile(a, Files.createSymbolicLink(dir.path("link"), Path.of("a"))), true);
    dir.saw("hard link", Files.isSameFile(a, Files.createLink(dir.path("hard"), a)), true);
    dir.saw("copy", Files.isSameFile(a, Files.copy(a, dir.path("copy"))), false);
    dir.saw("directory", Files.isSameFile(dir.path("d"), dir.path("d/.")), true);
    dir.saw("equal paths of nothing", Files.isSameFile(dir.path("x"), dir.path("x")), true);
    dir.call("nothing", () -> Files.isSameFile(a, dir.path("x")), "threw NoSuchFileException: x");
  }
}
