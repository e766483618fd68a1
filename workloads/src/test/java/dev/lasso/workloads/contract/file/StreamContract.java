package dev.lasso.workloads.contract.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Scanner;

/** Streams, readers and writers of {@code java.io}. */
public final class StreamContract {

  private static File file(Directory dir, String name) {
    return dir.path(name).toFile();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  public void readingGoesOnToTheEnd(Directory dir) throws Exception {
    dir.file("a", "abcdefgh");
    try (FileInputStream in = new FileInputStream(file(dir, "a"))) {
      dir.saw("available", in.available(), 8);
      dir.saw("a byte", (char) in.read(), "a");
      byte[] bytes = new byte[4];
      dir.saw("some", in.read(bytes, 1, 2) + text(bytes), "2.bc.");
      dir.saw("skipped", in.skip(2) + " " + in.available(), "2 3");
      dir.saw("back", in.skip(-1) + " " + in.available(), "-1 4");
      dir.saw("exactly", text(in.readNBytes(2)), "ef");
      dir.saw("the rest", text(in.readAllBytes()), "gh");
      dir.saw("the end", in.read() + " " + in.read(bytes) + " " + in.available(), "-1 -1 0");
      dir.saw("nothing asked", in.read(bytes, 0, 0), 0);
      dir.saw("beyond", in.skip(100) + " " + in.available() + " " + in.read(), "100 0 -1");
      dir.call("before the start", () -> in.skip(-1_000), "threw IOException: Invalid argument");
      dir.call("out of the array", () -> in.read(bytes, 3, 2), "threw IndexOutOfBoundsException");
    }
  }

  public void aStreamIsTransferred(Directory dir) throws Exception {
    dir.file("a", "text");
    try (FileInputStream in = new FileInputStream(file(dir, "a"));
        FileOutputStream out = new FileOutputStream(file(dir, "b"))) {
      dir.saw("to a file", in.transferTo(out), 4);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FileInputStream in = new FileInputStream(file(dir, "b"))) {
      in.skip(1);
      dir.saw("to memory", in.transferTo(bytes) + text(bytes.toByteArray()), "3ext");
    }
  }

  public void writingTruncatesOrAppends(Directory dir) throws Exception {
    dir.file("a", "before");
    try (FileOutputStream out = new FileOutputStream(file(dir, "a"), true)) {
      out.write('!');
      out.write("more".getBytes(UTF_8), 1, 2);
      dir.file("a", "else");
      out.write(new byte[]{'?'});
      out.getFD().sync();
    }
    dir.saw("appended", Files.readString(dir.path("a")), "else?");
    try (FileOutputStream out = new FileOutputStream(file(dir, "a"))) {
      dir.saw("truncated", file(dir, "a").length(), 0);
      out.write("text".getBytes(UTF_8));
      out.flush();
      dir.saw("written", Files.readString(dir.path("a")), "text");
    }
  }

  public void aChannelAndADescriptorShareThePosition(Directory dir) throws Exception {
    dir.file("a", "abcdef");
    try (FileInputStream in = new FileInputStream(file(dir, "a"))) {
      in.read();
      dir.saw("of the channel", in.getChannel().position(), 1);
      in.getChannel().position(3);
      dir.saw("of the stream", (char) in.read(), "d");
      FileInputStream same = new FileInputStream(in.getFD());
      dir.saw("of another stream", (char) same.read(), "e");
      dir.saw("valid", in.getFD().valid(), true);
      same.close();
      dir.saw("both are closed", in.getFD().valid(), false);
      dir.call("read", () -> in.read(), "threw IOException: Stream Closed");
    }
    try (FileOutputStream out = new FileOutputStream(file(dir, "a"), true)) {
      dir.saw("appending", out.getChannel().position(), 6);
      out.write('g');
      dir.saw("then", out.getChannel().position(), 7);
    }
  }

  public void whatCannotBeOpened(Directory dir) throws Exception {
    dir.file("a", "");
    dir.sub("d");
    String no = "threw FileNotFoundException: ";
    dir.call("write a directory", () -> new FileOutputStream(file(dir, "d")).write(1), no + "d (Is a directory)");
    dir.call("write into nothing", () -> new FileOutputStream(file(dir, "x/y")).write(1),
        no + "x/y (No such file or directory)");
    dir.call("nothing", () -> new FileInputStream(file(dir, "x")).read(), no + "x (No such file or directory)");
    dir.call("a directory", () -> new FileInputStream(file(dir, "d")).read(), no + "d (Is a directory)");
    dir.call("below a file", () -> new FileInputStream(file(dir, "a/x")).read(), no + "a/x (Not a directory)");
  }

  public void closedIsClosed(Directory dir) throws Exception {
    dir.file("a", "text");
    FileInputStream in = new FileInputStream(file(dir, "a"));
    in.close();
    in.close();
    dir.call("read", () -> in.read(), "threw IOException: Stream Closed");
    dir.call("available", () -> in.available(), "threw IOException: Stream Closed");
    dir.call("skip", () -> in.skip(1), "threw IOException: Bad file descriptor");
    dir.call("channel", () -> in.getChannel().size(), "threw ClosedChannelException");
    FileOutputStream out = new FileOutputStream(file(dir, "a"));
    out.close();
    dir.call("write", () -> out.write(1), "threw IOException: Stream Closed");
    dir.call("sync", () -> out.getFD().sync(), "threw SyncFailedException: sync failed");
  }

  public void textIsEncoded(Directory dir) throws Exception {
    String text = "grün\nzwei";
    try (FileWriter out = new FileWriter(file(dir, "a"), UTF_8)) {
      out.write(text);
    }
    dir.saw("bytes", file(dir, "a").length(), 10);
    try (FileReader in = new FileReader(file(dir, "a"), UTF_8)) {
      char[] read = new char[20];
      dir.saw("read", new String(read, 0, in.read(read)).replace('\n', '/'), "grün/zwei");
    }
    try (PrintWriter out = new PrintWriter(file(dir, "b"), UTF_8)) {
      out.printf(Locale.ROOT, "%d %s%n", 7, "lines");
      dir.saw("no error", out.checkError(), false);
    }
    try (Scanner in = new Scanner(file(dir, "b"), UTF_8)) {
      dir.saw("scanned", in.nextInt() + in.next(), "7lines");
    }
  }
}
