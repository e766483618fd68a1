package dev.lasso.workloads.contract.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** {@link RandomAccessFile}: modes, the position, the length, and data in between. */
public final class RandomAccessFileContract {

  /** A subclass, whose native methods are called through it. */
  private static final class Own extends RandomAccessFile {

    Own(Directory dir, String mode) throws IOException {
      super(dir.path("a").toFile(), mode);
    }
  }

  private static RandomAccessFile open(Directory dir, String mode) throws IOException {
    return new RandomAccessFile(dir.path("a").toFile(), mode);
  }

  public void modesSayWhatMayBeDone(Directory dir) throws Exception {
    dir.call("nothing to read", () -> open(dir, "r").length(),
        "threw FileNotFoundException: a (No such file or directory)");
    for (String mode : new String[]{"rw", "rws", "rwd"}) {
      try (RandomAccessFile file = open(dir, mode)) {
        file.seek(file.length());
        file.writeByte(mode.length());
      }
    }
    try (RandomAccessFile file = open(dir, "r")) {
      dir.saw("written", file.length() + " " + file.read() + file.read() + file.read(), "3 233");
      dir.call("write", () -> file.write(1), "threw IOException: Bad file descriptor");
      dir.call("cut off", () -> file.setLength(0), "threw IOException: Invalid argument");
    }
    dir.call("no mode", () -> open(dir, "w").length(), "threw IllegalArgumentException");
    dir.sub("d");
    dir.call("a directory", () -> new RandomAccessFile(dir.path("d").toFile(), "r").length(),
        "threw FileNotFoundException: d (Is a directory)");
  }

  public void thePositionIsWhereItWasPut(Directory dir) throws Exception {
    try (Own file = new Own(dir, "rw")) {
      dir.saw("at first", file.getFilePointer(), 0);
      file.writeBytes("abcdef");
      dir.saw("then", file.getFilePointer(), 6);
      file.seek(2);
      dir.saw("read", (char) file.read() + "" + file.getFilePointer(), "c3");
      dir.saw("skipped", file.skipBytes(100) + " " + file.getFilePointer(), "3 6");
      dir.call("before the start", () -> file.seek(-1), "threw IOException: Negative seek offset");
      file.seek(10);
      dir.saw("beyond", file.read() + " " + file.length(), "-1 6");
      file.write('z');
      dir.saw("hole", Files.readString(dir.path("a")), "abcdef....z");
      dir.saw("of the channel", file.getChannel().position(), 11);
      file.getChannel().position(1);
      dir.saw("of the file", file.getFilePointer(), 1);
    }
  }

  public void theLengthIsSet(Directory dir) throws Exception {
    dir.file("a", "abcdef");
    try (RandomAccessFile file = open(dir, "rw")) {
      file.seek(5);
      file.setLength(3);
      dir.saw("shorter", file.length() + " " + file.getFilePointer(), "3 3");
      file.setLength(5);
      dir.saw("longer", Files.readString(dir.path("a")) + file.getFilePointer(), "abc..3");
      dir.call("negative", () -> file.setLength(-1), "threw IOException: Invalid argument");
    }
  }

  public void dataComeBack(Directory dir) throws Exception {
    try (RandomAccessFile file = open(dir, "rw")) {
      file.writeUTF("grün");
      file.writeLong(-2);
      file.writeDouble(0.5);
      file.writeChars("x");
      file.writeBytes("line\rnext\r\nlast");
      file.seek(0);
      dir.saw("read", file.readUTF() + file.readLong() + file.readDouble() + file.readChar() + file.readLine()
          + file.readLine(), "grün-20.5xlinenext");
      byte[] bytes = new byte[4];
      file.readFully(bytes);
      dir.saw("fully", new String(bytes, StandardCharsets.US_ASCII), "last");
      dir.call("past the end", () -> file.readByte(), "threw EOFException");
      dir.call("more than there is", () -> file.readFully(bytes), "threw EOFException");
      dir.saw("a line", file.readLine(), null);
    }
  }

  public void linesEndInThreeWays(Directory dir) throws Exception {
    dir.file("a", "one\rtwo\r\n\nthree\r");
    try (RandomAccessFile file = open(dir, "r")) {
      for (String line : new String[]{"one 4", "two 9", " 10", "three 16", "null 16"}) {
        dir.saw(line, file.readLine() + " " + file.getFilePointer(), line);
      }
    }
  }

  public void closedIsClosed(Directory dir) throws Exception {
    RandomAccessFile file = open(dir, "rw");
    file.close();
    file.close();
    dir.call("read", () -> file.read(), "threw IOException: Stream Closed");
    dir.call("write", () -> file.write(1), "threw IOException: Stream Closed");
    dir.call("position", () -> file.getFilePointer(), "threw IOException: Stream Closed");
    dir.call("length", () -> file.length(), "threw IOException: Stream Closed");
    dir.call("seek", () -> file.seek(0), "threw IOException: Stream Closed");
  }
}
