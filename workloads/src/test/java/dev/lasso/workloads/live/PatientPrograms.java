package dev.lasso.workloads.live;

import static dev.lasso.workloads.live.Threads.daemon;
import static dev.lasso.workloads.live.Threads.sleep;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Programs that do the same for long, and then stop; each method is one. What tells them when to stop is where a proof
 * might overlook it. They know nothing of Lasso.
 */
public final class PatientPrograms {

  /** More rounds than it takes until somebody asks whether they repeat. */
  private static final int ROUNDS = 1_500;

  private static volatile boolean done;
  private static long counted;

  @SuppressWarnings("UnusedVariable") // read by its name alone
  private static long tallied;

  private static final AtomicLong ATOMIC = new AtomicLong();
  private static final LongAdder ADDER = new LongAdder();

  private PatientPrograms() {}

  static void countInALocal() {
    for (int i = 0; i < ROUNDS; i++) {
      sleep(10);
    }
  }

  static void countInAField() {
    while (counted++ < ROUNDS) {
      sleep(10);
    }
  }

  static void countOnTheOperandStack() {
    int count = 0;
    do {
      count = count + one();
    } while (count < ROUNDS);
  }

  static void countLongOnTheOperandStack() {
    long count = 0;
    do {
      count = count + one();
    } while (count < ROUNDS);
  }

  private static int one() {
    sleep(10);
    return 1;
  }

  static void countInAnAtomic() {
    while (ATOMIC.incrementAndGet() < ROUNDS) {
      sleep(10);
    }
  }

  static void countInAnAdder() {
    while (ADDER.sum() < ROUNDS) {
      ADDER.increment();
      sleep(10);
    }
  }

  static void countInAMap() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    CountDownLatch enough = new CountDownLatch(1);
    ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor();
    pool.scheduleAtFixedRate(() -> {
      if (map.merge("n", 1, Integer::sum) >= ROUNDS) {
        enough.countDown();
      }
    }, 0, 10, TimeUnit.MILLISECONDS);
    enough.await();
    pool.shutdownNow();
  }

  static void countInALambda() {
    long[] count = {0};
    Thread main = Thread.currentThread();
    daemon("helper", () -> {
      while (true) {
        if (++count[0] >= ROUNDS) {
          main.interrupt();
        }
        sleep(10);
      }
    });
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(35);
      } catch (InterruptedException enough) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static void aCountThatIsReadSeldom() {
    daemon("helper", PatientPrograms::countForEver);
    do {
      sleep(1_000);
    } while (counted < ROUNDS);
  }

  private static void countForEver() {
    while (true) {
      counted++;
      sleep(10);
    }
  }

  static void aCountThatIsReadThroughAHandle() throws ReflectiveOperationException {
    VarHandle handle = MethodHandles.lookup().findStaticVarHandle(PatientPrograms.class, "counted", long.class);
    daemon("helper", PatientPrograms::countForEver);
    do {
      sleep(100);
    } while ((long) handle.get() < ROUNDS);
  }

  static void aCountThatIsReadByReflection() throws ReflectiveOperationException {
    daemon("helper", PatientPrograms::countForEver);
    while (true) {
      for (Field field : PatientPrograms.class.getDeclaredFields()) {
        if (field.getType() == long.class && field.getLong(null) >= ROUNDS) {
          return;
        }
      }
      sleep(100);
    }
  }

  /** The name is no constant of any class. */
  static void aCountThatIsReadThroughAHandleOfAnyName() throws ReflectiveOperationException {
    String name = String.join("", "tal", "lied");
    VarHandle handle = MethodHandles.lookup().findStaticVarHandle(PatientPrograms.class, name, long.class);
    daemon("helper", PatientPrograms::tallyForEver);
    do {
      sleep(100);
    } while ((long) handle.get() < ROUNDS);
  }

  private static void tallyForEver() {
    while (true) {
      tallied++;
      sleep(10);
    }
  }

  static void aCountThatIsReadByReflectionOnReflection() throws ReflectiveOperationException {
    Field field = PatientPrograms.class.getDeclaredField(String.join("", "tal", "lied"));
    Method reader = Field.class.getMethod("getLong", Object.class);
    daemon("helper", PatientPrograms::tallyForEver);
    do {
      sleep(100);
    } while ((long) reader.invoke(field, (Object) null) < ROUNDS);
  }

  static void aCountThatIsReadByAnUpdater() {
    TallyOfOne tally = new TallyOfOne();
    Function<String, AtomicLongFieldUpdater<TallyOfOne>> maker = TallyOfOne::updater;
    AtomicLongFieldUpdater<TallyOfOne> updater = maker.apply(String.join("", "num", "ber"));
    daemon("helper", () -> {
      while (true) {
        tally.number++;
        sleep(10);
      }
    });
    do {
      sleep(100);
    } while (updater.get(tally) < ROUNDS);
  }

  private static final class TallyOfOne {

    @SuppressWarnings("UnusedVariable") // read by its name alone
    private volatile long number;

    static AtomicLongFieldUpdater<TallyOfOne> updater(String name) {
      BiFunction<Class<TallyOfOne>, String, AtomicLongFieldUpdater<TallyOfOne>> maker = AtomicLongFieldUpdater::newUpdater;
      return maker.apply(TallyOfOne.class, name);
    }
  }

  /** The value hangs on the class, and on nothing that the program holds. */
  static void aCountInAValueOfAClass() {
    ClassValue<long[]> counts = new ClassValue<>() {

      @Override
      protected long[] computeValue(Class<?> type) {
        return new long[1];
      }
    };
    while (counts.get(PatientPrograms.class)[0]++ < ROUNDS) {
      sleep(10);
    }
  }

  static void aCountInASystemProperty() {
    while (Integer.getInteger("patient", 0) < ROUNDS) {
      System.setProperty("patient", Integer.toString(Integer.getInteger("patient", 0) + 1));
      sleep(10);
    }
    System.clearProperty("patient");
  }

  static void aCountInAFile() throws IOException {
    Path file = Files.createTempFile("patient", "");
    while (Files.size(file) < ROUNDS) {
      Files.write(file, new byte[1], StandardOpenOption.APPEND);
      sleep(10);
    }
    Files.delete(file);
  }

  static void aFileReadByteByByte() throws IOException {
    Path file = Files.write(Files.createTempFile("patient", ""), new byte[ROUNDS]);
    try (InputStream in = Files.newInputStream(file)) {
      while (in.read() >= 0) {
        sleep(10);
      }
    }
  }

  static void aDirectoryReadNameByName() throws IOException {
    Path directory = Files.createTempDirectory("patient");
    for (int i = 0; i < ROUNDS; i++) {
      Files.createFile(directory.resolve("f" + i));
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      for (Path name : names) {
        if (name.equals(directory)) {
          throw new AssertionError(name);
        }
        sleep(10);
      }
    }
  }

  static void aTimeOfChangeThatComes() throws IOException {
    Path file = Files.createTempFile("patient", "");
    long begin = Files.getLastModifiedTime(file).toMillis();
    while (System.currentTimeMillis() < begin + 10L * ROUNDS) {
      begin = Files.getLastModifiedTime(file).toMillis();
      sleep(10);
    }
  }

  static void aCountOutsideTheHeap() {
    MemorySegment count = Arena.global().allocate(ValueLayout.JAVA_INT);
    while (count.get(ValueLayout.JAVA_INT, 0) < ROUNDS) {
      count.set(ValueLayout.JAVA_INT, 0, count.get(ValueLayout.JAVA_INT, 0) + 1);
      sleep(10);
    }
  }

  static void aCountInAMappedFile() throws IOException {
    Path file = Files.write(Files.createTempFile("patient", ""), new byte[Integer.BYTES]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer count = channel.map(FileChannel.MapMode.READ_WRITE, 0, Integer.BYTES);
      while (count.getInt(0) < ROUNDS) {
        count.putInt(0, count.getInt(0) + 1);
        sleep(10);
      }
    }
  }

  static void aQueueThatFills() {
    LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>(ROUNDS);
    daemon("helper", () -> {
      while (queue.offer(1)) {
        sleep(10);
      }
      done = true;
    });
    while (!done) {
      sleep(100);
    }
  }

  static void producerAndConsumer() throws InterruptedException {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);
    daemon("helper", () -> {
      try {
        for (int i = 0; i < ROUNDS; i++) {
          queue.put(0);
        }
        queue.put(1);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    });
    while (queue.take() != 1) {
      sleep(25);
    }
  }

  static void aRing() {
    int[] ring = new int[37];
    for (int laps = 0, i = 0; laps < 40; i = (i + 1) % ring.length) {
      ring[i] ^= 1;
      laps += i == 0 ? 1 : 0;
      sleep(5);
    }
  }

  static void bytesThatWrap() {
    byte low = 0;
    byte high = 0;
    while (low != 100 || high != 7) {
      low++;
      high += (byte) (low == 0 ? 1 : 0);
      sleep(1);
    }
  }

  static void aGenerator() {
    Random random = new Random(42);
    while (random.nextInt(2_700) != 13) {
      sleep(20);
    }
  }

  static void aFuture() {
    CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> {
      sleep(20_000);
      return 1;
    });
    while (!future.isDone()) {
      sleep(10);
    }
  }

  // Clocks -----------------------------------------------------------------------------------------------------------

  static void aDeadline() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (System.nanoTime() < end) {
      sleep(10);
    }
  }

  static void aDeadlineInMillis() {
    long end = System.currentTimeMillis() + 50_000;
    while (System.currentTimeMillis() < end) {
      sleep(10);
    }
  }

  static void aDeadlineInADouble() {
    double end = System.nanoTime() / 1e9 + 50;
    while (System.nanoTime() / 1e9 < end) {
      sleep(10);
    }
  }

  static void aDeadlineInAnInt() {
    int end = (int) (System.nanoTime() / 1_000_000_000L) + 50;
    while ((int) (System.nanoTime() / 1_000_000_000L) < end) {
      sleep(10);
    }
  }

  static void aDeadlineDoubled() {
    long end = 2 * (System.nanoTime() + TimeUnit.SECONDS.toNanos(50));
    while (2 * System.nanoTime() < end) {
      sleep(10);
    }
  }

  static void aDeadlineInverted() {
    long start = ~System.nanoTime();
    while (System.nanoTime() + start < TimeUnit.SECONDS.toNanos(50)) {
      sleep(10);
    }
  }

  static void aDeadlineThatIsSpunFor() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    while (System.nanoTime() < end) {
      Thread.yield();
    }
  }

  static void theEndOfTheDay() {
    long day = System.currentTimeMillis() / 86_400_000;
    while (System.currentTimeMillis() / 86_400_000 == day) {
      sleep(60_000);
    }
  }

  static void theLastMinutesBeforeMidnight() {
    while (System.currentTimeMillis() % 86_400_000 < 86_000_000) {
      sleep(60_000);
    }
  }

  static void theYear2100() {
    while (System.currentTimeMillis() < 4_102_444_800_000L) {
      sleep(86_400_000);
    }
  }

  // What a run cannot show -------------------------------------------------------------------------------------------

  static void theCollector() {
    WeakReference<Object> reference = new WeakReference<>(new Object());
    while (reference.get() != null) {
      sleep(10);
    }
  }
}
