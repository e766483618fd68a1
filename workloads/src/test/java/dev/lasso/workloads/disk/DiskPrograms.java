package dev.lasso.workloads.disk;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Programs that use files, and know nothing of Lasso. Each ends with an error if something is not as it should be. */
public final class DiskPrograms {

  private static final String MACHINE = System.getProperty("java.home") + "/release";

  private DiskPrograms() {}

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** @param arguments a program, and for those that take one an argument */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("makesFiles")) {
      makesFiles(Path.of(arguments[1]));
    } else {
      leavesAZipFileOpen(arguments[1]);
    }
  }

  /** Makes files by each of the ways that Java has, in a directory that is not there. */
  private static void makesFiles(Path path) throws IOException {
    check(!Files.exists(path), "somebody has left " + path);
    Files.createDirectories(path);
    Files.writeString(path.resolve("nio"), "text");
    try (FileOutputStream out = new FileOutputStream(path.resolve("io").toFile())) {
      out.write(1);
    }
    try (RandomAccessFile file = new RandomAccessFile(path.resolve("random").toFile(), "rw")) {
      file.writeLong(1);
      check(file.getFilePointer() == Long.BYTES, "the position is elsewhere");
    }
    check(path.resolve("made").toFile().createNewFile(), "not made");
    check(path.resolve("directory").toFile().mkdir(), "not made");
    File temporary = File.createTempFile("some", "thing");
    temporary.deleteOnExit();
    check(temporary.exists() && Files.exists(Files.createTempDirectory("other")), "not there");
    try (Stream<Path> all = Files.list(path)) {
      check(all.count() == 5, "not all are there");
    }
    check(Path.of("here").toFile().createNewFile() && new File("here").getAbsoluteFile().exists(), "not there");
  }

  static void readsTheJdk() throws IOException {
    check(Files.readString(Path.of(MACHINE)).contains("JAVA_VERSION"), "something else");
    check(new File(MACHINE).length() == Files.size(Path.of(MACHINE)), "of another size");
    Path copy = Files.copy(Path.of(MACHINE), Path.of("/copy"));
    check(Files.mismatch(copy, Path.of(MACHINE)) == -1, "copied badly");
  }

  static void changesNothingOfTheJdk() throws IOException {
    Path file = Path.of(MACHINE);
    refused(() -> Files.writeString(file, "changed"));
    refused(() -> Files.delete(file));
    refused(() -> Files.move(file, Path.of("/moved")));
    refused(() -> Files.createFile(file.resolveSibling("new")));
    refused(() -> Files.createLink(Path.of("/link"), file));
    refused(() -> FileChannel.open(file, StandardOpenOption.WRITE).close());
    check(!new File(MACHINE).delete() && !new File(MACHINE).renameTo(new File("/moved")), "gone");
    try (RandomAccessFile opened = new RandomAccessFile(MACHINE, "rw")) {
      throw new AssertionError("opened " + opened);
    } catch (IOException expected) {
      check(expected.toString().endsWith("(Read-only file system)"), expected.toString());
    }
  }

  private interface Deed {

    void perform() throws IOException;
  }

  private static void refused(Deed deed) throws IOException {
    try {
      deed.perform();
    } catch (FileSystemException expected) {
      check(List.of("Read-only file system", "Invalid cross-device link").contains(expected.getReason()),
          expected.toString());
      return;
    }
    throw new AssertionError("not refused");
  }

  private static void leavesAZipFileOpen(String entry) throws IOException {
    File file = new File("/some.zip");
    try (ZipOutputStream out = new ZipOutputStream(new FileOutputStream(file))) {
      out.putNextEntry(new ZipEntry(entry));
    }
    check(new ZipFile(file).getEntry(entry) != null, "the zip file of another run");
  }

  static void leavesAFileLocked() throws IOException {
    check(FileChannel.open(Path.of("/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock() != null,
        "the lock of another run");
  }

  static void leavesAFileMapped() throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of("/mapped"), StandardOpenOption.CREATE,
        StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, 1 << 20);
      check(buffer.getInt(0) == 0, "the bytes of another run");
      buffer.putInt(0, 7);
      buffer.force();
    }
    check(Files.readAllBytes(Path.of("/mapped"))[3] == 7, "not written");
  }

  static void writesWithoutAPoolOfItsOwn() throws Exception {
    try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(Path.of("/asynchronous"),
        StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      check(channel.write(ByteBuffer.wrap("text".getBytes(StandardCharsets.UTF_8)), 0).get() == 4, "not written");
    }
  }

  static void readsRandomBytes() throws IOException {
    try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
      byte[] bytes = random.readNBytes(100_000);
      check(bytes.length == 100_000, "too few");
      spin(bytes[0] & 0xff);
    }
    try (FileInputStream random = new FileInputStream("/dev/random")) {
      spin(random.read());
    }
    Files.write(Path.of("/dev/null"), new byte[10]);
    check(Files.readAllBytes(Path.of("/dev/null")).length == 0, "there is something");
  }

  /** So many steps. */
  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.yield();
    }
  }
}
