package dev.lasso.workloads.statics;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/**
 * A program of many small classes with state in their statics, written and compiled by the test: counters, caches,
 * enums with mutable constants, holders, interfaces of constants, initialisers that depend on others, on who comes
 * first, on the clock and on randomness. Its tasks meet the classes in orders of their own. It leaves all that it has
 * seen, and in which order, in a system property.
 */
public final class GeneratedProgram {

  /** The property that holds what the last run has seen. */
  public static final String RESULT = "lasso.test.statics";

  private static final int KINDS = 8;

  private GeneratedProgram() {}

  /** Compiles the program of {@code classes} classes into a directory; its main class is {@code gen.Main}. */
  public static void compileInto(Path directory, int classes) throws IOException {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      files.add(write(directory, "C" + i, source(i)));
    }
    files.add(write(directory, "Log", LOG));
    files.add(write(directory, "Main", main(classes)));
    compile(directory, files);
  }

  /** Compiles one class of its own, {@code gen.Main}, beside the log. */
  public static void compileInto(Path directory, String main) throws IOException {
    compile(directory, List.of(write(directory, "Log", LOG), write(directory, "Main", main)));
  }

  private static String write(Path directory, String name, String source) throws IOException {
    Path file = directory.resolve("gen").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "package gen;\n" + source);
    return file.toString();
  }

  private static void compile(Path directory, List<String> files) {
    List<String> arguments = new ArrayList<>(
        List.of("-g", "-nowarn", "-XDstringConcat=inline", "-d", directory.toString()));
    arguments.addAll(files);
    var messages = new java.io.ByteArrayOutputStream();
    int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments.toArray(new String[0]));
    if (status != 0) {
      throw new IllegalStateException(messages.toString(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private static final String LOG = """
      public class Log {
        private static final StringBuilder SEEN = new StringBuilder();
        public static synchronized int add(Object what) {
          SEEN.append(Thread.currentThread().getName()).append(' ').append(what).append('\\n');
          return SEEN.length();
        }
        static synchronized void publish() {
          System.setProperty("%s", SEEN.toString());
        }
      }
      """.formatted(RESULT);

  private static String main(int classes) {
    StringWriter visits = new StringWriter();
    for (int i = 0; i < classes; i++) {
      visits.append("      case ").append(Integer.toString(i)).append(" -> C").append(Integer.toString(i))
          .append(".visit(n);\n");
    }
    return String.format(Locale.ROOT, """
        import java.util.*;
        public class Main {
          static int visited;
          static final Set<Class<?>> KINDS = new HashSet<>();
          static void visit(int which, int n) {
            visited++;
            switch (which) {
        %s      default -> throw new AssertionError();
            }
          }
          public static void main(String[] args) throws Exception {
            List<Thread> threads = new ArrayList<>();
            for (int t = 1; t <= 3; t++) {
              int step = new int[] {1, 7, 11}[t - 1];
              Thread thread = new Thread(() -> {
                for (int i = 0; i < %d; i++) {
                  visit((i * step + step) %% %d, i);
                }
              }, "t" + t);
              threads.add(thread);
              thread.start();
            }
            for (Thread thread : threads) thread.join();
            for (Class<?> type : List.of(Main.class, Log.class, C0.class, C1.class)) KINDS.add(type);
            Runnable lambda = () -> Log.add("lambda");
            lambda.run();
            Log.add("visited " + visited + " kinds " + KINDS + " " + System.identityHashCode(Main.class) + " "
                + lambda.hashCode() + " " + lambda.getClass().hashCode());
            Log.publish();
          }
        }
        """, visits, classes, classes);
  }

  private static String source(int i) {
    String next = "C" + (i + 1) / KINDS * KINDS;
    String source = switch (i % KINDS) {
      case 0 -> """
          public class NAME {
            private static int count;
            static final Object LOCK = new Object();
            static long made = Log.add("NAME");
            static void visit(int n) { synchronized (LOCK) { count += n; } if (count % 5 == 0) Log.add("NAME=" + count); }
          }
          """;
      case 1 -> """
          import java.util.*;
          public class NAME {
            static final Map<Object, Integer> CACHE = new HashMap<>();
            static { for (int i = 0; i < 9; i++) CACHE.put(new Object(), i); Log.add("NAME"); }
            static void visit(int n) { CACHE.put(NAME.class, n); CACHE.merge("k", n, (a, b) -> a + b);
              if (n % 50 == 0) Log.add("NAME=" + CACHE.values()); }
          }
          """;
      case 2 -> """
          import java.util.*;
          public enum NAME {
            RED, GREEN { @Override int weight() { return 2; } }, BLUE;
            int uses;
            static final Map<NAME, Integer> BY = new HashMap<>();
            static { for (NAME it : values()) BY.put(it, it.ordinal()); Log.add("NAME"); }
            int weight() { return 1; }
            static void visit(int n) {
              NAME it = valueOf(n % 2 == 0 ? "RED" : "GREEN");
              it.uses += it.weight();
              switch (it) { case RED -> Log.add(BY + " " + EnumSet.allOf(NAME.class)); default -> Log.add(it.uses); }
            }
          }
          """;
      case 3 -> """
          public class NAME {
            static final class Holder { static final NAME ONLY = new NAME(); static int asked; }
            private int state = Log.add("NAME");
            static void visit(int n) { Holder.asked++; Holder.ONLY.state += n;
              if (n % 40 == 0) Log.add(Holder.ONLY.state + " " + Holder.asked); }
          }
          """;
      case 4 -> """
          public class NAME extends BASE {
            interface Limits { int MAX = 10; String NAME_OF = "limits"; }
            static volatile int sum = BASE.made() + Limits.MAX;
            static void visit(int n) { sum += n; Log.add(Limits.NAME_OF + sum); }
          }
          class BASE { static int made = Log.add("BASE"); static int made() { return made++; } }
          """;
      case 5 -> """
          public class NAME {
            static final long SINCE = System.nanoTime();
            static final double DRAWN = Math.random();
            static final String FIRST = Thread.currentThread().getName();
            static final boolean NEXT = NEXT_OF.class.desiredAssertionStatus();
            static int other = Log.add(FIRST + DRAWN + SINCE + NEXT);
            static void visit(int n) { NEXT_OF.visit(n); assert n >= 0; Log.add(new NAME().toString().length() > 0); }
          }
          """;
      case 6 -> """
          import java.util.function.*;
          public class NAME {
            static final Supplier<Object> MAKE = Object::new;
            static final IntFunction<NAME> NEW = NAME::new;
            static final ThreadLocal<Integer> LOCAL = ThreadLocal.withInitial(() -> 1);
            static int instances;
            NAME(int n) { instances += n; }
            static synchronized void visit(int n) {
              NEW.apply(LOCAL.get()); LOCAL.set(n); Runnable r = () -> {};
              Log.add(instances + " " + (n % 30 == 0 ? MAKE.get().hashCode() + r.hashCode() : 0));
            }
          }
          """;
      default -> """
          public class NAME {
            static Thread helper = new Thread(() -> Log.add("help NAME"), "helper");
            static int[] table = new int[4];
            static { helper.setDaemon(true); helper.start(); table[0] = Log.add("NAME"); }
            static void visit(int n) { if (++table[n % 4] %% 3 == 0) Log.add(java.util.Arrays.toString(table)); }
          }
          """.replace("%%", "%");
    };
    return source.replace("NEXT_OF", next).replace("BASE", "B" + i).replace("NAME", "C" + i)
        .replace("C" + i + "_OF", "NAME_OF");
  }
}
