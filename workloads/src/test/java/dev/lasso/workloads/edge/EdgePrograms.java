package dev.lasso.workloads.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Vector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Programs that come to the edge, each a static method. */
@SuppressWarnings("UnusedMethod") // called by name
final class EdgePrograms {

  private EdgePrograms() {}

  static void connects() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }
  }

  static void accepts() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.accept().close();
    }
  }

  static void connectsAChannel() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }
  }

  static void selects() throws IOException {
    try (Selector selector = Selector.open()) {
      selector.select(10);
    }
  }

  static void startsAProcess() throws IOException {
    new ProcessBuilder("true").start();
  }

  static void watchesADirectory() throws IOException {
    FileSystems.getDefault().newWatchService().close();
  }

  static void resolvesAName() throws IOException {
    System.setProperty("lasso.edge.resolved", InetAddress.getByName("name.invalid").toString());
  }

  // Places where a task cannot be suspended --------------------------------------------------------------------------

  private static final CountDownLatch GATE = new CountDownLatch(1);

  /** Its initialiser waits for another thread. */
  private static final class BlockingInitialiser {

    static final boolean READY = await();

    private static boolean await() {
      try {
        GATE.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      return true;
    }
  }

  static void blocksInAStaticInitialiser() {
    new Thread(() -> {
      LockSupport.parkNanos(1_000_000_000);
      GATE.countDown();
    }, "opener").start();
    System.setProperty("lasso.edge.ready", Boolean.toString(BlockingInitialiser.READY));
  }

  static void blocksInsideAHashtable() throws InterruptedException {
    Hashtable<String, String> table = new Hashtable<>(Map.of("key", "value"));
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Thread holder = new Thread(() -> table.computeIfPresent("key", (key, value) -> {
      lock.lock();
      return value;
    }), "holder");
    holder.start();
    holder.join();
  }

  static void blocksInsideAVector() throws InterruptedException {
    Vector<String> vector = new Vector<>(List.of("element"));
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Thread holder = new Thread(() -> vector.forEach(element -> lock.lock()), "holder");
    holder.start();
    holder.join();
  }

  // Places where the carrier itself is stuck -------------------------------------------------------------------------

  /** The system property that holds a {@link Hashtable} whose real monitor a real thread has entered. */
  static final String HELD = "lasso.edge.held";

  static void entersAHeldMonitor() {
    ((Hashtable<?, ?>) Objects.requireNonNull(System.getProperties().get(HELD))).clear();
  }

  static void readsStandardInput() throws IOException {
    if (System.in.read() >= 0) {
      throw new IllegalStateException("nobody writes there");
    }
  }

  // Loops ------------------------------------------------------------------------------------------------------------

  static void loopsForEver() {
    int rounds = 0;
    while (rounds >= 0) {
      rounds = (rounds + 1) & 0xffff;
    }
  }

  static void sleepsForEver() throws InterruptedException {
    while (!Thread.interrupted()) {
      Thread.sleep(3_600_000);
    }
  }

  // Ends -------------------------------------------------------------------------------------------------------------

  static void exitsWell() {
    new Thread(EdgePrograms::loopsForEver, "looping").start();
    System.exit(0);
  }

  static void exitsBadly() {
    System.exit(3);
  }

  static void halts() {
    Runtime.getRuntime().halt(4);
  }

  static void throwsInAThread() throws InterruptedException {
    Thread thread = new Thread(() -> {
      throw new IllegalStateException("on purpose");
    }, "failing");
    thread.start();
    thread.join();
  }

  static void throwsInAThreadWithAHandler() throws InterruptedException {
    Thread thread = new Thread(() -> {
      throw new IllegalStateException("on purpose");
    }, "failing");
    thread.setUncaughtExceptionHandler((failed, error) -> {});
    thread.start();
    thread.join();
  }

  static void throwsWithADefaultHandler() throws InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler((failed, error) -> {});
    throwsInAThread();
  }

  static void rootThrows() {
    throw new AssertionError("the root fails");
  }

  static void hooksRunAtTheEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      throw new IllegalStateException("the hook ran");
    }, "hook"));
  }

  static void hooksRunAtExit() {
    hooksRunAtTheEnd();
    System.exit(0);
  }

  static void removedHooksDoNotRun() {
    Thread hook = new Thread(() -> {
      throw new IllegalStateException("the hook ran");
    });
    Runtime.getRuntime().addShutdownHook(hook);
    if (!Runtime.getRuntime().removeShutdownHook(hook)) {
      throw new IllegalStateException("the hook was not there");
    }
  }

  static void hookDeadlocks() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> new EdgePrograms().waitsForNobody(), "hook"));
  }

  private synchronized void waitsForNobody() {
    try {
      wait();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  // Threads outside --------------------------------------------------------------------------------------------------

  static void interruptsAnOutsider() {
    ((Thread) Objects.requireNonNull(System.getProperties().get("lasso.edge.outsider"))).interrupt();
  }

  /** The system property that holds a {@link ReentrantLock} of threads outside. */
  static final String LOCK_OUTSIDE = "lasso.edge.lock";

  private static ReentrantLock lockOutside() {
    return (ReentrantLock) Objects.requireNonNull(System.getProperties().get(LOCK_OUTSIDE));
  }

  /** Locks, as it loads, what a thread outside has locked. */
  private static final class LockingLoader extends ClassLoader {

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      lockOutside().lock();
      try {
        return super.loadClass(name, resolve);
      } finally {
        lockOutside().unlock();
      }
    }
  }

  static void loadsWithALockOfThreadsOutside() throws ClassNotFoundException {
    for (int i = 0; i < 50; i++) {
      new LockingLoader().loadClass("java.lang.String");
    }
  }

  static void waitsForAThreadOutside() {
    lockOutside().lock();
    lockOutside().unlock();
  }

  /** Fails where an earlier run has left what it has set. */
  static void changesSystemProperties() {
    for (String property : List.of("edge.one", "edge.two", "edge.three")) {
      if (System.getProperty(property) != null) {
        throw new IllegalStateException(property + " is set already");
      }
    }
    System.setProperty("edge.one", "1");
    System.getProperties().put("edge.two", "2");
    Properties others = new Properties(System.getProperties());
    others.setProperty("edge.three", "3");
    System.setProperties(others);
    if (!"1".equals(System.getProperty("edge.one")) || !"3".equals(System.getProperty("edge.three"))) {
      throw new IllegalStateException("a property that was set is not");
    }
  }
}
