package dev.lasso.workloads.disk;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Programs whose two threads count in a file, each by reading and writing without a lock. */
public final class FileCounters {

  private static final Path FILE = Path.of("counter");

  private FileCounters() {}

  private interface Update {
    void run() throws IOException;
  }

  private static void twice(Update update) throws InterruptedException {
    Runnable body = () -> {
      try {
        update.run();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    };
    Thread other = new Thread(body);
    other.start();
    body.run();
    other.join();
  }

  private static void check(long counted) {
    if (counted != 2) {
      throw new AssertionError("an update was lost");
    }
  }

  static void countsInAFile() throws Exception {
    Files.writeString(FILE, "0");
    twice(() -> Files.writeString(FILE, "" + (Integer.parseInt(Files.readString(FILE)) + 1),
        StandardOpenOption.WRITE));
    check(Integer.parseInt(Files.readString(FILE)));
  }

  static void countsInARandomAccessFile() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(FILE.toFile(), "rw")) {
      file.setLength(1);
      twice(() -> {
        try (RandomAccessFile own = new RandomAccessFile(FILE.toFile(), "rw")) {
          int count = own.read();
          own.seek(0);
          own.write(count + 1);
        }
      });
      check(file.read());
    }
  }

  static void countsByStreams() throws Exception {
    Files.write(FILE, new byte[1]);
    twice(() -> {
      int count;
      try (FileInputStream in = new FileInputStream(FILE.toFile())) {
        count = in.read();
      }
      try (RandomAccessFile out = new RandomAccessFile(FILE.toFile(), "rw")) {
        new FileOutputStream(out.getFD()).write(count + 1);
      }
    });
    check(Files.readAllBytes(FILE)[0]);
  }

  static void countsByNames() throws Exception {
    twice(() -> {
      File first = new File("first");
      if (!first.exists()) {
        first.mkdir();
      } else {
        new File("second").mkdir();
      }
    });
    check(new File("").getAbsoluteFile().list().length);
  }

  static void countsInAMappedFile() throws Exception {
    try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, 1);
      twice(() -> {
        byte count = mapped.get(0);
        mapped.force();
        mapped.put(0, (byte) (count + 1));
      });
      check(mapped.get(0));
    }
  }
}
