package dev.lasso.workloads.exhaustive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program that is its arguments: one thread for each, the main one for the last, whose operations are separated by
 * spaces. It ends with an error
 * whose message holds all that its threads have seen, so that two runs end alike exactly if nobody could tell them
 * apart.
 *
 * <p>{@code r0 w0} read and write a volatile field, {@code i0 g0} increment and get an atomic variable, {@code x0}
 * updates one by a function that reads a field, {@code v0} a field by
 * one that reads an atomic variable; {@code (0 )0} enter and leave a monitor, {@code W0 n0 N0} wait and
 * notify; {@code [0 ]0} lock and unlock, {@code C0 s0} await and signal; {@code q0 Q0} acquire and release a permit;
 * {@code k0} computes an entry of a map by a function that writes a field; {@code p u1 I1 j1} park, unpark a thread,
 * interrupt it, join it; {@code a0 b0} append to a file and read it; {@code d} draws a shared random number, {@code y} yields, {@code f} fails, {@code e} exits. A thread whose
 * first operation is {@code D} is a daemon, and nobody waits for its end.
 */
public final class DrawnProgram {

  private static final int OBJECTS = 3;
  private static final int RANGE = 1000;

  private final Cell[] cells = new Cell[OBJECTS];
  private final AtomicInteger[] counters = new AtomicInteger[OBJECTS];
  private final Object[] monitors = new Object[OBJECTS];
  private final ReentrantLock[] locks = new ReentrantLock[OBJECTS];
  private final Condition[] conditions = new Condition[OBJECTS];
  private final Semaphore[] permits = new Semaphore[OBJECTS];
  private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
  private final Thread[] threads;
  private final Seen[] seen;

  private static final class Cell {

    private static final AtomicIntegerFieldUpdater<Cell> VALUE = AtomicIntegerFieldUpdater.newUpdater(Cell.class,
        "value");

    private volatile int value;
  }

  /** What one thread has seen. */
  private static final class Seen {
    private final StringBuilder text = new StringBuilder();
    private int written;

    private void add(int number) {
      text.append(' ').append(number);
    }
  }

  private DrawnProgram(String[] texts) {
    for (int i = 0; i < OBJECTS; i++) {
      cells[i] = new Cell();
      counters[i] = new AtomicInteger();
      monitors[i] = new Object();
      locks[i] = new ReentrantLock();
      conditions[i] = locks[i].newCondition();
      permits[i] = new Semaphore(1);
    }
    threads = new Thread[texts.length];
    seen = new Seen[texts.length];
    for (int i = 0; i < texts.length; i++) {
      int number = i;
      List<String> operations = List.of(texts[i].split(" "));
      seen[i] = new Seen();
      if (i == texts.length - 1) {
        threads[i] = Thread.currentThread();
      } else {
        threads[i] = new Thread(() -> run(operations, 0, number), "t" + i);
        threads[i].setDaemon(operations.getFirst().equals("D"));
      }
    }
  }

  public static void main(String[] arguments) throws InterruptedException, IOException {
    DrawnProgram program = new DrawnProgram(arguments);
    int others = arguments.length - 1;
    for (int i = 0; i < others; i++) {
      program.threads[i].start();
    }
    program.run(List.of(arguments[others].split(" ")), 0, others);
    StringBuilder end = new StringBuilder();
    for (int i = 0; i < arguments.length; i++) {
      if (i < others && !program.threads[i].isDaemon()) {
        program.threads[i].join();
      }
      end.append(program.seen[i].text).append(';');
    }
    for (int i = 0; i < OBJECTS; i++) {
      end.append(' ').append(program.cells[i].value).append(' ').append(program.counters[i].get())
          .append(' ').append(Arrays.toString(content(i)));
    }
    throw new AssertionError(end.toString());
  }

  /** Runs from an operation to the end of its block; where that is. */
  private int run(List<String> operations, int from, int number) {
    int at = from;
    while (at < operations.size()) {
      String operation = operations.get(at);
      int object = operation.length() > 1 ? operation.charAt(1) - '0' : 0;
      switch (operation.charAt(0)) {
        case ')', ']' -> {
          return at;
        }
        case '(' -> at = synchronizedBlock(operations, at + 1, number, object);
        case '[' -> at = lockedBlock(operations, at + 1, number, object);
        default -> perform(operation.charAt(0), object, number);
      }
      at++;
    }
    return at;
  }

  private int synchronizedBlock(List<String> operations, int from, int number, int object) {
    synchronized (monitors[object]) {
      return run(operations, from, number);
    }
  }

  private int lockedBlock(List<String> operations, int from, int number, int object) {
    locks[object].lock();
    try {
      return run(operations, from, number);
    } finally {
      locks[object].unlock();
    }
  }

  private void perform(char operation, int object, int number) {
    Seen own = seen[number];
    try {
      switch (operation) {
        case 'r' -> own.add(cells[object].value);
        case 'w' -> cells[object].value = number * 10 + ++own.written;
        case 'i' -> own.add(counters[object].incrementAndGet());
        case 'g' -> own.add(counters[object].get());
        case 'x' -> own.add(counters[object].updateAndGet(old -> old * 2 + cells[0].value));
        case 'v' -> own.add(Cell.VALUE.updateAndGet(cells[object], old -> old * 2 + counters[0].get()));
        case 'k' -> own.add(map.compute(object, (key, old) -> {
          cells[1].value = number;
          return (old == null ? 1 : old * 2) + number;
        }));
        case 'W' -> monitors[object].wait();
        case 'n' -> monitors[object].notify();
        case 'N' -> monitors[object].notifyAll();
        case 'C' -> conditions[object].await();
        case 's' -> conditions[object].signal();
        case 'q' -> permits[object].acquire();
        case 'Q' -> permits[object].release();
        case 'p' -> LockSupport.park();
        case 'u' -> LockSupport.unpark(threads[object]);
        case 'I' -> threads[object].interrupt();
        case 'j' -> threads[object].join();
        case 'd' -> own.add((int) (Math.random() * RANGE));
        case 'a' -> Files.write(file(object), new byte[]{(byte) number}, StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        case 'b' -> own.add(Arrays.hashCode(content(object)));
        case 'y' -> Thread.yield();
        case 'f' -> throw new IllegalStateException(number + " fails having seen" + own.text);
        case 'e' -> System.exit(number);
        case 'D' -> {}
        default -> throw new IllegalArgumentException("no operation " + operation);
      }
    } catch (InterruptedException interrupted) {
      own.add(-1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path file(int object) {
    return Path.of("file" + object);
  }

  private static byte[] content(int object) throws IOException {
    return Files.exists(file(object)) ? Files.readAllBytes(file(object)) : new byte[0];
  }

  /**
   * A program of so many threads.
   *
   * @param from what its operations are drawn from: {@code (} and {@code [} stand for a block, {@code W n N} and
   *     {@code C s} for an operation within one
   */
  public static List<String> draw(Random random, int threads, int length, String from) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      List<String> operations = new ArrayList<>();
      while (operations.size() < length) {
        operations.addAll(drawn(random, from, threads, 0));
      }
      texts.add(String.join(" ", operations));
    }
    return texts;
  }

  private static List<String> drawn(Random random, String from, int threads, int depth) {
    char operation = from.charAt(random.nextInt(from.length()));
    int object = random.nextInt(2);
    return switch (operation) {
      case '(', 'W', 'n', 'N' -> block("(" + object, inner(random, from, threads, depth, "WnN", object), ")" + object);
      case '[', 'C', 's' -> block("[" + object, inner(random, from, threads, depth, "Cs", object), "]" + object);
      case 'u', 'I', 'j' -> List.of("" + operation + random.nextInt(threads));
      case 'p', 'd', 'y', 'f', 'e' -> List.of("" + operation);
      default -> List.of("" + operation + object);
    };
  }

  private static List<String> block(String begin, List<String> inner, String end) {
    List<String> operations = new ArrayList<>(List.of(begin));
    operations.addAll(inner);
    operations.add(end);
    return operations;
  }

  private static List<String> inner(Random random, String from, int threads, int depth, String ofBlock, int object) {
    char operation = from.charAt(random.nextInt(from.length()));
    if (ofBlock.indexOf(operation) >= 0) {
      return List.of("" + operation + object);
    }
    return depth < 2 ? drawn(random, from, threads, depth + 1) : List.of("r" + object);
  }
}
