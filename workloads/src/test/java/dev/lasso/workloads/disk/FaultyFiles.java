package dev.lasso.workloads.disk;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Calls on files of which some are to fail; each method is a program, and ends with an error if a call does not fail as
 * it should. They know nothing of Lasso.
 */
public final class FaultyFiles {

  private static final Path FILE = Path.of("/run/file");
  private static final byte[] TEXT = "0123456789".getBytes(StandardCharsets.US_ASCII);

  private FaultyFiles() {}

  private interface Call {
    void make() throws IOException;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static void fails(String why, Call call) {
    try {
      call.make();
    } catch (IOException failure) {
      String said = failure instanceof FileSystemException of ? of.getReason() : failure.getMessage();
      check(why.equals(said) || ("/run/file (" + why + ")").equals(said), "it failed with " + failure);
      return;
    }
    throw new AssertionError("it did not fail");
  }

  private static void write() throws IOException {
    Files.write(FILE, TEXT);
  }

  static void everyReadFails() throws IOException {
    write();
    fails("Input/output error", () -> Files.readAllBytes(FILE));
    try (FileChannel channel = FileChannel.open(FILE)) {
      fails("Input/output error", () -> channel.read(ByteBuffer.allocate(1)));
      fails("Input/output error", () -> channel.read(ByteBuffer.allocateDirect(1), 3));
      check(channel.position() == 0, "the position has moved");
    }
    try (FileInputStream stream = new FileInputStream(FILE.toFile())) {
      fails("Input/output error", stream::read);
    }
    try (RandomAccessFile file = new RandomAccessFile(FILE.toFile(), "r")) {
      fails("Input/output error", file::readLine);
    }
  }

  static void theSecondReadFails() throws IOException {
    write();
    Files.readString(FILE);
    try (FileInputStream stream = new FileInputStream(FILE.toFile())) {
      stream.readAllBytes();
      throw new AssertionError("it did not fail");
    } catch (IOException wanted) {
      check("Input/output error".equals(wanted.getMessage()), wanted.toString());
    }
    check(Files.readString(FILE).equals("0123456789"), "what is there has changed");
  }

  static void everyWriteFails() throws IOException {
    fails("Input/output error", FaultyFiles::write);
    check(Files.size(FILE) == 0, "something was written");
    try (FileOutputStream stream = new FileOutputStream(FILE.toFile(), true)) {
      fails("Input/output error", () -> stream.write(1));
    }
    try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.WRITE)) {
      fails("Input/output error", () -> channel.truncate(0).write(ByteBuffer.allocate(1)));
    }
  }

  static void everySyncFails() throws IOException {
    write();
    try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.WRITE)) {
      fails("Input/output error", () -> channel.force(true));
    }
    try (RandomAccessFile file = new RandomAccessFile(FILE.toFile(), "rw")) {
      fails("sync failed", () -> file.getFD().sync());
    }
    try (FileChannel directory = FileChannel.open(FILE.getParent())) {
      fails("Input/output error", () -> directory.force(true));
    }
    try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 1);
      try {
        mapped.force();
        throw new AssertionError("it did not fail");
      } catch (UncheckedIOException wanted) {
        check(wanted.toString().endsWith(": Input/output error"), wanted.toString());
      }
    }
    fails("Input/output error", () -> Files.write(FILE, TEXT, StandardOpenOption.DSYNC));
  }

  static void everyOpenFails() {
    fails("Input/output error", FaultyFiles::write);
    fails("Input/output error", () -> new FileOutputStream(FILE.toFile()).close());
    fails("Input/output error", () -> FILE.toFile().createNewFile());
    check(!Files.exists(FILE), "it was made");
  }

  static void thereAreNoDescriptors() {
    fails("Too many open files", FaultyFiles::write);
    fails("Too many open files", () -> new RandomAccessFile(FILE.toFile(), "rw").close());
  }

  static void noNameChanges() throws IOException {
    write();
    Path other = FILE.resolveSibling("other");
    fails("Input/output error", () -> Files.move(FILE, other));
    fails("Input/output error", () -> Files.createLink(other, FILE));
    fails("Input/output error", () -> Files.createSymbolicLink(other, FILE));
    fails("Input/output error", () -> Files.createDirectory(other));
    fails("Input/output error", () -> Files.delete(FILE));
    File file = FILE.toFile();
    check(!file.delete() && !file.renameTo(other.toFile()) && !other.toFile().mkdir(), "it did not fail");
    check(Files.exists(FILE) && !Files.exists(other), "a name has changed");
  }

  static void thereIsNoSpace() throws IOException {
    fails("No space left on device", FaultyFiles::write);
    fails("No space left on device", () -> Files.createDirectory(FILE));
    check(!Files.exists(FILE), "it was made");
  }

  /** The disk has three pages. */
  static void thereIsSpaceForThreePages() throws IOException {
    try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      check(Files.getFileStore(FILE).getUsableSpace() == 3 * 4096, "another space is shown");
      channel.position(1);
      check(channel.write(ByteBuffer.allocate(20_000)) == 3 * 4096 - 1, "so much was written: " + channel.size());
      check(FILE.toFile().getUsableSpace() == 0, "another space is shown");
      fails("No space left on device", () -> channel.write(ByteBuffer.allocate(1)));
      check(channel.write(ByteBuffer.allocate(100), 50) == 100, "what is there was not written again");
      channel.truncate(5000);
      check(channel.write(ByteBuffer.allocate(20_000), 5000) == 3 * 4096 - 5000, "what was free was not used");
    }
    Files.delete(FILE);
    write();
  }

  static void readsAreShort() throws IOException {
    write();
    try (FileChannel channel = FileChannel.open(FILE)) {
      int read = channel.read(ByteBuffer.allocate(10));
      check(read >= 1 && read < 10, "so much was read: " + read);
    }
    check(new String(Files.readAllBytes(FILE), StandardCharsets.US_ASCII).equals("0123456789"),
        "what reads until the end has not");
  }

  static void writesAreShort() throws IOException {
    try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      int written = channel.write(ByteBuffer.wrap(TEXT));
      check(written >= 1 && written < 10 && channel.size() == written, "so much was written: " + written);
    }
    write();
    try (FileOutputStream stream = new FileOutputStream(FILE.toFile())) {
      stream.write(TEXT);
    }
    check(Files.size(FILE) == TEXT.length, "what writes all has not");
  }

  private static int wrongBits() throws IOException {
    byte[] read = Files.readAllBytes(FILE);
    int wrong = 0;
    for (int i = 0; i < TEXT.length; i++) {
      wrong += Integer.bitCount((read[i] ^ TEXT[i]) & 0xff);
    }
    return wrong;
  }

  static void oneBitIsWrongOnce() throws IOException {
    write();
    check(wrongBits() == 1, "not one bit");
    check(wrongBits() == 0, "it was written");
  }

  static void oneBitIsWrongFromNowOn() throws IOException {
    write();
    byte[] first = Files.readAllBytes(FILE);
    check(wrongBits() == 1, "not one bit");
    check(Arrays.equals(first, Files.readAllBytes(FILE)), "it has changed");
  }

  static void anErrorStaysWithItsFile() throws IOException {
    Path other = FILE.resolveSibling("other");
    write();
    Files.write(other, TEXT);
    fails("Input/output error", () -> Files.readAllBytes(FILE));
    Files.readAllBytes(other);
    fails("Input/output error", () -> Files.readAllBytes(FILE));
  }

  static void onlyLogsFail() throws IOException {
    write();
    fails("Input/output error", () -> Files.write(FILE.resolveSibling("000001.log"), TEXT));
  }

  static void fromTheSecondToTheThirdSecond() throws Exception {
    write();
    Thread.sleep(1500);
    write();
    Thread.sleep(1000);
    fails("Input/output error", FaultyFiles::write);
    Thread.sleep(1000);
    write();
  }
}
