package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.weave.WovenCopy.Call;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointWeavingTest {

  private final WovenCopy copy = new WovenCopy(Subject.class);

  @TempDir private Path directory;

  @Test
  void volatileReadIsAPointWithItsOwner() throws Throwable {
    Object subject = subject();
    assertEquals(0, WovenCopy.callOn(subject, "readsVolatile"));
    assertPoint(only("point"), subject, Operations.VOLATILE_READ);
  }

  @Test
  void volatileWriteIsAPointWithItsOwner() throws Throwable {
    Object subject = subject();
    assertEquals(9, WovenCopy.callOn(subject, "writesVolatile", 9));
    assertPoint(copy.calls("point").getFirst(), subject, Operations.VOLATILE_WRITE);
    copy.forget();
    assertEquals(1L << 40, WovenCopy.callOn(subject, "writesVolatileLong", 1L << 40));
    assertPoint(copy.calls("point").getFirst(), subject, Operations.VOLATILE_WRITE);
  }

  @Test
  void volatileStaticIsAPointWithoutOwner() throws Throwable {
    copy.call("writesStatic", "a");
    assertNull(only("point").target());
  }

  @Test
  void inheritedVolatileIsFoundInTheSuperclass() throws Throwable {
    Object heir = copy.make("$Heir");
    copy.forget();
    WovenCopy.callOn(heir, "readsInherited");
    assertPoint(only("point"), heir, Operations.VOLATILE_READ);
  }

  @Test
  void callsIntoConcurrencyNameTheirReceiver() throws Throwable {
    ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
    assertEquals("c", copy.call("replaces", map));
    assertEquals(3, copy.calls("point").size());
    copy.calls("point").forEach(call -> assertPoint(call, map, Operations.JUC_CALL));
  }

  @Test
  void wideArgumentsSurviveAPoint() throws Throwable {
    AtomicLong number = new AtomicLong(5);
    assertEquals(true, copy.call("swaps", number, 5L, 1L << 35));
    assertEquals(1L << 35, number.get());
    assertSame(number, only("point").target());
  }

  @Test
  void callsOfProgramClassesThatInheritFromConcurrencyArePoints() throws Throwable {
    Object queue = copy.make("$Queue");
    copy.forget();
    copy.call("puts", queue);
    assertPoint(copy.calls("point").getFirst(), queue, Operations.JUC_CALL);
    assertEquals(1, copy.calls("point").size());
  }

  @Test
  void whatOnlyLiesInThePackageIsNoPoint() throws Throwable {
    copy.call("usesUnshared");
    assertEquals(List.of(), copy.calls("point"));
  }

  @Test
  void callsThatActOnFilesArePoints() throws Throwable {
    assertEquals("text", copy.call("usesFiles", directory));
    List<Call> calls = copy.calls("filePoint");
    assertEquals(
        List.of("writeString", "readString", "open", "size", "close", "<init>", "write", "close", "flush", "delete"),
        calls.stream().map(call -> named(call, "writeString", "readString", "open", "size", "close", "<init>", "write",
            "flush", "delete")).toList());
    assertNull(calls.getFirst().target());
    assertInstanceOf(FileChannel.class, calls.get(3).target());
  }

  private static String named(Call call, String... names) {
    return Arrays.stream(names).filter(name -> call.operation() == Operations.of(Operations.FILE_CALL, name))
        .findFirst().orElse("another");
  }

  @Test
  void whatWritesToMemoryOnlyIsNoPoint() throws Throwable {
    copy.call("writesToMemory");
    assertEquals(List.of(), copy.calls("filePoint"));
  }

  @Test
  void plainFieldsAndArraysAreAccessPoints() throws Throwable {
    Object subject = subject();
    assertEquals(1L << 33, WovenCopy.callOn(subject, "writesPlain", 1L << 33));
    assertEquals(2, copy.calls("accessPoint").size());
    assertPoint(copy.calls("accessPoint").getFirst(), subject, Operations.FIELD_WRITE);
    assertPoint(copy.calls("accessPoint").getLast(), subject, Operations.FIELD_READ);
  }

  @Test
  void arrayElementsAreAccessPoints() throws Throwable {
    copy.loadClass(Subject.class.getName());
    long[] longs = new long[2];
    Object[] objects = new Object[2];
    assertEquals(4L, copy.call("writesArrays", longs, objects));
    assertEquals("x", objects[1]);
    List<Call> calls = copy.calls("accessPoint");
    assertPoint(calls.get(0), longs, Operations.ARRAY_WRITE);
    assertPoint(calls.get(1), objects, Operations.ARRAY_WRITE);
    assertPoint(calls.get(2), longs, Operations.ARRAY_READ);
  }

  @Test
  void constructorsOwnFieldsAndFinalFieldsAreNoAccessPoints() throws Throwable {
    Object subject = subject();
    WovenCopy.callOn(copy.make("$Built", subject, 3), "reads");
    assertEquals(List.of(), copy.calls("accessPoint"));
    assertEquals(List.of(Operations.VOLATILE_WRITE), copy.calls("point").stream().map(Call::kind).toList());
  }

  @Test
  void volatileWrittenBeforeSuperHasNoOwnerYet() throws Throwable {
    Object early = copy.make("$Early", 4);
    assertNull(copy.calls("point").getFirst().target());
    assertSame(early, copy.calls("point").getLast().target());
    assertEquals(2, copy.calls("point").size());
  }

  @Test
  void everyLoopHasABackEdge() throws Throwable {
    for (String loop : List.of("forLoop", "whileLoop", "doLoop", "labelledLoop", "switchLoop", "retryLoop")) {
      copy.forget();
      copy.call(loop, 5);
      int edges = copy.calls("backEdge").size();
      assertEquals(true, edges >= 4 && edges <= 5, loop + " took " + edges);
    }
  }

  @Test
  void straightCodeHasNoBackEdge() throws Throwable {
    copy.call("straight", 1);
    assertEquals(List.of(), copy.calls("backEdge"));
  }

  @Test
  void initialisersAreQuietAlsoWhenTheyFail() {
    try {
      copy.make("$Failing");
    } catch (Throwable _) {
      // An ExceptionInInitializerError, on which another test of the JVM need not agree.
    }
    assertEquals("enterQuiet", copy.hooks().getFirst());
    assertEquals("exitQuiet", copy.hooks().getLast());
    assertEquals(1, copy.calls("exitQuiet").size());
  }

  private Object subject() throws Throwable {
    Object subject = copy.make();
    copy.forget();
    return subject;
  }

  private Call only(String hook) {
    assertEquals(1, copy.calls(hook).size());
    return copy.calls(hook).getFirst();
  }

  private static void assertPoint(Call call, Object target, int kind) {
    assertSame(target, call.target());
    assertEquals(kind, call.kind());
  }

  @SuppressWarnings("unused")
  static class Subject {
    static volatile String shared = "";
    volatile int number;
    volatile long wide;
    long plain;

    int readsVolatile() {
      return number;
    }

    int writesVolatile(int value) {
      number = value;
      return number;
    }

    long writesVolatileLong(long value) {
      wide = value;
      return wide;
    }

    static void writesStatic(String value) {
      shared = value;
    }

    static String replaces(ConcurrentHashMap<String, String> map) {
      map.put("a", "b");
      map.replace("a", "b", "c");
      return map.get("a");
    }

    static boolean swaps(AtomicLong number, long from, long to) {
      return number.compareAndSet(from, to);
    }

    static void puts(Queue queue) throws InterruptedException {
      queue.put("a");
      queue.ownMethod();
    }

    static long usesUnshared() {
      return TimeUnit.SECONDS.toNanos(1) + ThreadLocalRandom.current().nextInt(1, 2);
    }

    static String usesFiles(Path directory) throws IOException {
      Path file = directory.resolve("file");
      Files.writeString(file, "text");
      String read = Files.readString(file);
      FileChannel channel = FileChannel.open(file);
      if (channel.isOpen() && channel.size() == 0) {
        return "nothing";
      }
      channel.close();
      OutputStream out = new FileOutputStream(file.toFile());
      ((FileOutputStream) out).write(1);
      out.close();
      new BufferedOutputStream(out).flush();
      file.toFile().delete();
      return read;
    }

    static void writesToMemory() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.flush();
      out.close();
      System.out.flush();
      new File("a", "b").getName();
    }

    long writesPlain(long value) {
      plain = value;
      return plain;
    }

    static long writesArrays(long[] longs, Object[] objects) {
      longs[1] = 4L;
      objects[1] = "x";
      return longs[1];
    }

    static int forLoop(int n) {
      int sum = 0;
      for (int i = 0; i < n; i++) {
        sum += i;
      }
      return sum;
    }

    static void whileLoop(int n) {
      while (n-- > 0) {
        Thread.onSpinWait();
      }
    }

    static void doLoop(int n) {
      do {
        n--;
      } while (n > 0);
    }

    static void labelledLoop(int n) {
      outer: while (true) {
        while (true) {
          if (n-- > 0) {
            continue outer;
          }
          break outer;
        }
      }
    }

    static void switchLoop(int n) {
      while (true) {
        switch (n) {
          case 0:
            return;
          case 3:
            n = 2;
            continue;
          case 10:
            n = 9;
            break;
          default:
            n--;
            continue;
        }
      }
    }

    static void retryLoop(int n) {
      while (true) {
        try {
          Integer.parseInt(n > 0 ? "none" : "1");
          return;
        } catch (NumberFormatException e) {
          n--;
        }
      }
    }

    static int straight(int n) {
      return n > 0 ? 1 : 2;
    }

    static class Heir extends Subject {
      int readsInherited() {
        return this.number;
      }
    }

    @SuppressWarnings("serial")
    static class Queue extends LinkedBlockingQueue<String> {
      void ownMethod() {}
    }

    static class Built {
      private final int fixed;
      private int plain;
      private volatile int seen;

      Built(Subject other, int value) {
        fixed = value;
        plain = value + fixed;
        seen = plain;
      }

      int reads() {
        return fixed;
      }
    }

    static class Early {
      volatile int before;

      Early(int value) {
        before = value;
        super();
        before = value + 1;
      }
    }

    static class Failing {
      static final int VALUE;

      static {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        if (queue.isEmpty()) {
          throw new IllegalStateException();
        }
        VALUE = 1;
      }
    }
  }
}
